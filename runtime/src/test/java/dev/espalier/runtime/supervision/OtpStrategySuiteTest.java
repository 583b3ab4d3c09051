package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about who is restarted with whom, under their names there. */
@Timeout(60)
class OtpStrategySuiteTest {

    private static final RestartIntensity TWO = new RestartIntensity(2, Duration.ofHours(1));

    @Test
    @DisplayName("one_for_one")
    void onlyTheDeadIsReplaced() throws Exception {
        thirdRestartGivesUp(RestartStrategy.ONE_FOR_ONE, List.of("start b"));
    }

    @Test
    @DisplayName("one_for_all")
    void allAreReplaced() throws Exception {
        thirdRestartGivesUp(RestartStrategy.ONE_FOR_ALL, List.of("start a", "start b", "start c"));
    }

    @Test
    @DisplayName("rest_for_one")
    void theDeadAndTheLaterAreReplaced() throws Exception {
        thirdRestartGivesUp(RestartStrategy.REST_FOR_ONE, List.of("start b", "start c"));
    }

    private static void thirdRestartGivesUp(RestartStrategy strategy, List<String> starts) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            String lastUp = starts.getLast().substring("start ".length()) + " is up";
            tree.start(SupervisorSpec.of(strategy, tree.worker("a"), tree.worker("b"), tree.worker("c"))
                    .intensity(TWO));
            tree.logUntil("c is up");
            for (int i = 0; i < 2; i++) {
                tree.tell("b", TestingWorker.CRASH);
                assertThat(tree.logUntil(lastUp)).filteredOn(line -> line.startsWith("start "))
                        .isEqualTo(starts);
            }
            tree.tell("b", TestingWorker.CRASH);
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("clean up b", "b terminated: failed: boom",
                    "b restarted too often", "clean up c", "c stopped: shut down", "clean up a",
                    "a stopped: shut down", "root over: shut down");
        }
    }

    @Test
    @DisplayName("one_for_one_escalation")
    void failingRestartEscalates() throws Exception {
        failingRestartEscalates(RestartStrategy.ONE_FOR_ONE);
    }

    @Test
    @DisplayName("one_for_all_escalation")
    void failingRestartOfAllEscalates() throws Exception {
        failingRestartEscalates(RestartStrategy.ONE_FOR_ALL);
    }

    @Test
    @DisplayName("rest_for_one_escalation")
    void failingRestartOfTheRestEscalates() throws Exception {
        failingRestartEscalates(RestartStrategy.REST_FOR_ONE);
    }

    private static void failingRestartEscalates(RestartStrategy strategy) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.of(strategy, tree.worker("a", start -> start > 1), tree.worker("b"))
                    .intensity(new RestartIntensity(4, Duration.ofHours(1))));
            tree.logUntil("b is up");
            tree.tell("a", TestingWorker.CRASH);
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
            List<String> log = tree.logSoFar();
            assertThat(log).filteredOn("a start failed: failed: no"::equals).hasSize(4);
            assertThat(log).endsWith("root over: shut down").contains("a restarted too often", "b stopped: shut down");
        }
    }

    @Test
    @DisplayName("one_for_all_other_child_fails_restart")
    void restartedSiblingIsStoppedBeforeTheRetry() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForAll(tree.worker("a"), tree.worker("b", start -> start == 2))
                    .intensity(TWO));
            tree.logUntil("b is up");
            tree.tell("a", TestingWorker.CRASH);
            assertThat(tree.logUntil("b is up")).containsSubsequence("start a", "b start failed: failed: no",
                    "clean up a", "start a", "start b");
        }
    }

    @Test
    @DisplayName("rest_for_one_other_child_fails_restart")
    void retryStartsAtTheFailingChild() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(tree.worker("a"), tree.worker("b", start -> start == 2))
                    .intensity(TWO));
            tree.logUntil("b is up");
            tree.tell("a", TestingWorker.CRASH);
            assertThat(tree.logUntil("b is up")).containsSubsequence("start a", "b start failed: failed: no",
                    "start b").filteredOn("start a"::equals).hasSize(1);
        }
    }
}

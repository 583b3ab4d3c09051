package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases of OTP's own supervisor suite, under their names there, on real actors. */
@Timeout(60)
class OtpSuiteTest {

    private static final RestartIntensity TWO = new RestartIntensity(2, Duration.ofHours(1));
    private static final ExitReason BOOM = ExitReason.failed("boom");
    private static final TestingWorker.Command ABNORMAL = new TestingWorker.Exit(BOOM);
    private static final TestingWorker.Command NORMAL = new TestingWorker.Finish();

    @Test
    @DisplayName("sup_start_normal")
    void emptySupervisorStartsAndStops() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("sup_start_ignore_child, sup_start_ignore_temporary_child")
    void ignoringChildrenAreKeptUnlessTemporary() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ChildSpec.worker("ignoring", Child::ignored), tree.worker("b"),
                    ChildSpec.worker("temporary", Child::ignored).restart(Restart.TEMPORARY)));
            assertThat(tree.states()).isEqualTo(Map.of("ignoring", "undefined", "b", "running"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
        }
    }

    @Test
    @DisplayName("sup_start_ignore_temporary_child_start_child")
    void ignoringTemporaryChildIsNotKeptByStartChild() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            ChildSpec ignoring = ChildSpec.worker("i", Child::ignored);
            assertThat(tree.startChild(ignoring.restart(Restart.TEMPORARY))).isEqualTo(new StartReply.Ignored());
            assertThat(tree.states()).isEmpty();
            assertThat(tree.startChild(ignoring)).isEqualTo(new StartReply.Ignored());
            assertThat(tree.startChild(ignoring)).isEqualTo(new StartReply.AlreadyPresent());
        }
    }

    @Test
    @DisplayName("sup_start_child_returns_error")
    void childThatFailsToStartIsNotKept() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            ExitReason reason = ExitReason.failed("r");
            assertThat(tree.startChild(ChildSpec.worker("a", self -> self.failed(reason))))
                    .isEqualTo(new StartReply.Failed(reason));
            assertThat(tree.states()).isEmpty();
        }
    }

    @Test
    @DisplayName("sup_start_restart_child_returns_error")
    void childThatFailsToRestartByCallIsKept() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            tree.startChild(failingFrom(2, "a", tree));
            tree.terminateChild("a");
            assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.Failed(ExitReason.failed("no")));
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
        }
    }

    @Test
    @DisplayName("child_adm")
    void wholeLifeOfAChild() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            ChildSpec child = tree.worker("child");
            assertThat(tree.restartChild("child")).isEqualTo(new RestartReply.NotFound());
            assertThat(tree.deleteChild("child")).isEqualTo(new DeleteReply.NotFound());
            assertThat(tree.terminateChild("child")).isEqualTo(new TerminateReply.NotFound());
            assertThat(tree.startChild(child)).isInstanceOf(StartReply.Started.class);
            assertThat(tree.startChild(child)).isEqualTo(new StartReply.AlreadyStarted(tree.child("child")));
            assertThat(tree.deleteChild("child")).isEqualTo(new DeleteReply.Running());
            assertThat(tree.restartChild("child")).isEqualTo(new RestartReply.Running());
            assertThat(tree.terminateChild("child")).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.terminateChild("child")).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.startChild(child)).isEqualTo(new StartReply.AlreadyPresent());
            assertThat(tree.restartChild("child")).isInstanceOf(RestartReply.Started.class);
            tree.terminateChild("child");
            assertThat(tree.deleteChild("child")).isEqualTo(new DeleteReply.Deleted());
            assertThat(tree.states()).isEmpty();
        }
    }

    @Test
    @DisplayName("extra_return")
    void infoIsReturnedToTheOneWhoStarts() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            ChildSpec child = ChildSpec.worker("a", self -> {
                self.started("extra");
                return TestingWorker.create("a", self, tree);
            });
            assertThat(tree.startChild(child)).isInstanceOfSatisfying(StartReply.Started.class,
                    started -> assertThat(started.info()).isEqualTo(Optional.of("extra")));
            tree.terminateChild("a");
            assertThat(tree.restartChild("a")).isInstanceOfSatisfying(RestartReply.Started.class,
                    started -> assertThat(started.info()).isEqualTo(Optional.of("extra")));
        }
    }

    @Test
    @DisplayName("multiple_restarts")
    void crashesFarApartNeverExceedTheIntensity() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"))
                    .intensity(new RestartIntensity(1, Duration.ofSeconds(1))));
            for (int i = 0; i < 5; i++) {
                tree.logUntil("a is up");
                tree.time.advance(2);
                tree.tell("a", ABNORMAL);
            }
            tree.logUntil("a is up");
        }
    }

    @ParameterizedTest
    @EnumSource(RestartStrategy.class)
    @DisplayName("one_for_one, one_for_all, rest_for_one")
    void thirdRestartAtTwoGivesUp(RestartStrategy strategy) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.of(strategy, tree.worker("a"), tree.worker("b")).intensity(TWO));
            tree.logUntil("b is up");
            for (int i = 0; i < 2; i++) {
                tree.tell("b", ABNORMAL);
                tree.logUntil("b is up");
            }
            tree.tell("b", ABNORMAL);
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
        }
    }

    @ParameterizedTest
    @EnumSource(RestartStrategy.class)
    @DisplayName("one_for_one_escalation, one_for_all_escalation, rest_for_one_escalation")
    void failingRestartEscalates(RestartStrategy strategy) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.of(strategy, failingFrom(2, "a", tree), tree.worker("b"))
                    .intensity(new RestartIntensity(4, Duration.ofHours(1))));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
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
            tree.start(SupervisorSpec.oneForAll(tree.worker("a"), failingAt(2, "b", tree)).intensity(TWO));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            assertThat(tree.logUntil("b is up")).containsSubsequence("start a", "b start failed: failed: no",
                    "clean up a", "start a", "start b");
        }
    }

    @Test
    @DisplayName("rest_for_one_other_child_fails_restart")
    void retryStartsAtTheFailingChild() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(tree.worker("a"), failingAt(2, "b", tree)).intensity(TWO));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            assertThat(tree.logUntil("b is up")).containsSubsequence("start a", "b start failed: failed: no",
                    "start b").filteredOn("start a"::equals).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    @DisplayName("permanent_normal, transient_normal, temporary_normal")
    void normalEnd(Restart restart) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(restart)));
            tree.logUntil("a is up");
            tree.tell("a", NORMAL);
            switch (restart) {
                case PERMANENT -> assertThat(tree.logUntil("a is up")).contains("a terminated: ended normally");
                case TRANSIENT -> {
                    tree.logUntil("a stopped: ended normally");
                    assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
                }
                case TEMPORARY -> {
                    tree.logUntil("a stopped: ended normally");
                    assertThat(tree.states()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    @DisplayName("permanent_shutdown, transient_shutdown, temporary_shutdown")
    void shutdownByItself(Restart restart) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(restart)));
            tree.logUntil("a is up");
            tree.tell("a", new TestingWorker.Exit(ExitReason.shutdown("reason")));
            switch (restart) {
                case PERMANENT -> assertThat(tree.logUntil("a is up")).contains("a terminated: shut down: reason");
                case TRANSIENT -> {
                    tree.logUntil("a stopped: shut down: reason");
                    assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
                }
                case TEMPORARY -> {
                    tree.logUntil("a stopped: shut down: reason");
                    assertThat(tree.states()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Restart.class)
    @DisplayName("permanent_abnormal, transient_abnormal, temporary_abnormal")
    void abnormalEnd(Restart restart) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(restart)));
            tree.logUntil("a is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a terminated: " + BOOM.describe());
            switch (restart) {
                case PERMANENT, TRANSIENT -> tree.logUntil("a is up");
                case TEMPORARY -> assertThat(tree.states()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = RestartStrategy.class, names = {"ONE_FOR_ALL", "REST_FOR_ONE"})
    @DisplayName("temporary_bystander")
    void temporaryBystanderIsForgotten(RestartStrategy strategy) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.of(strategy, tree.worker("a"),
                    tree.worker("b").restart(Restart.TEMPORARY)));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a is up");
            assertThat(tree.states()).isEqualTo(Map.of("a", "running"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = AutoShutdown.class, names = {"ANY_SIGNIFICANT", "ALL_SIGNIFICANT"})
    @DisplayName("significant_transient, significant_temporary")
    void significantEnds(AutoShutdown autoShutdown) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("plain"))
                    .autoShutdown(autoShutdown)
                    .child(tree.worker("a").restart(Restart.TRANSIENT).significant(true))
                    .child(tree.worker("b").restart(Restart.TEMPORARY).significant(true)));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a is up");
            tree.tell("b", ABNORMAL);
            if (autoShutdown == AutoShutdown.ALL_SIGNIFICANT) {
                tree.logUntil("b terminated: " + BOOM.describe());
                tree.tell("a", NORMAL);
            }
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).endsWith("clean up plain", "plain stopped: shut down", "root over: shut down");
        }
    }

    @ParameterizedTest
    @EnumSource(RestartStrategy.class)
    @DisplayName("significant_bystander")
    void significantBystanderDoesNotCount(RestartStrategy strategy) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            SupervisorSpec none = SupervisorSpec.of(strategy).autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
            tree.start(none.child(tree.worker("a"))
                    .child(tree.worker("b").restart(Restart.TEMPORARY).significant(true)));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a is up");
            assertThat(tree.terminateChild("b")).isEqualTo(strategy == RestartStrategy.ONE_FOR_ONE
                    ? new TerminateReply.Terminated()
                    : new TerminateReply.NotFound());
            assertThat(tree.states()).isEqualTo(Map.of("a", "running"));
        }
    }

    @Test
    @DisplayName("significant_escalation")
    void automaticShutdownEscalates() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            SupervisorSpec heeding = SupervisorSpec.oneForOne().autoShutdown(AutoShutdown.ANY_SIGNIFICANT);
            SupervisorSpec inner = heeding.child(tree.worker("a").restart(Restart.TEMPORARY).significant(true));
            tree.start(heeding.child(ChildSpec.supervisor("inner", inner)
                    .restart(Restart.TRANSIENT)
                    .significant(true)).child(tree.worker("b")));
            tree.logUntil("b is up");
            ActorRef<Supervisor.Command> below = tree.nestedSupervisor("inner");
            List<ChildInfo> children = tree.ask(below, Supervisor.WhichChildren::new);
            TestingTree.worker(children.getFirst()).tell(NORMAL);
            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("hanging_restart_loop")
    void callsAreAnsweredBetweenAttempts() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(failingFrom(2, "a", tree), tree.worker("b"))
                    .intensity(new RestartIntensity(Integer.MAX_VALUE, Duration.ofSeconds(1))));
            tree.logUntil("b is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a start failed: failed: no");
            assertThat(tree.startChild(tree.worker("a"))).isEqualTo(new StartReply.AlreadyPresent());
            assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.Restarting());
            assertThat(tree.deleteChild("a")).isEqualTo(new DeleteReply.Restarting());
            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
            assertThat(tree.terminateChild("a")).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined", "b", "running"));
        }
    }

    @Test
    @DisplayName("hanging_restart_loop (stop)")
    void supervisorCanBeStoppedBetweenAttempts() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(failingFrom(2, "a", tree))
                    .intensity(new RestartIntensity(Integer.MAX_VALUE, Duration.ofSeconds(1))));
            tree.logUntil("a is up");
            tree.tell("a", ABNORMAL);
            tree.logUntil("a start failed: failed: no");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("sup_stop_timeout")
    void theOneThatDoesNotStopInTimeIsKilledTheOthersAreNot() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec stubborn = ChildSpec.worker("stubborn", TestingWorker::stubborn)
                    .shutdown(Shutdown.timeout(Duration.ofMillis(30)));
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), stubborn));
            tree.logUntil("stubborn is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("stubborn shutdown failed: was killed", "clean up a",
                    "a stopped: shut down", "root over: shut down");
        }
    }

    @Test
    @DisplayName("sup_stop_infinity")
    void supervisorsAndWorkersMayTakeForever() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ChildSpec.supervisor("sup", SupervisorSpec.oneForOne()),
                    tree.worker("a").shutdown(Shutdown.infinity())));
            tree.logUntil("a is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("clean up a", "a stopped: shut down",
                    "root/sup over: shut down", "sup stopped: shut down", "root over: shut down");
        }
    }

    @Test
    @DisplayName("tree")
    void escalationToTheTopRestartsTheTree() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            SupervisorSpec strict = SupervisorSpec.oneForOne(tree.worker("leaf")).intensity(RestartIntensity.none());
            tree.start(SupervisorSpec.oneForAll(ChildSpec.supervisor("left", strict),
                    ChildSpec.supervisor("right", SupervisorSpec.oneForOne(tree.worker("other")))).intensity(TWO));
            tree.logUntil("right is up");
            List<ChildInfo> leaves = tree.ask(tree.nestedSupervisor("left"), Supervisor.WhichChildren::new);
            TestingTree.worker(leaves.getFirst()).tell(ABNORMAL);
            assertThat(tree.logUntil("right is up")).containsSubsequence("leaf restarted too often",
                    "left terminated: shut down", "clean up other", "start leaf", "left is up", "start other");
        }
    }

    @Test
    @DisplayName("do_not_save_child_specs_for_temporary_children")
    void temporaryChildrenAreForgotten() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            ChildSpec temporary = tree.worker("a").restart(Restart.TEMPORARY);
            tree.startChild(temporary);
            tree.terminateChild("a");
            assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.NotFound());
            assertThat(tree.startChild(temporary)).isInstanceOf(StartReply.Started.class);
        }
    }

    @Test
    @DisplayName("scale_start_stop_many_children")
    void manyChildrenStartAndStop() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec[] many = new ChildSpec[10_000];
            for (int i = 0; i < many.length; i++) {
                many[i] = ChildSpec.worker("w" + i, ChildStart.of(Behaviors::empty));
            }
            tree.start(SupervisorSpec.oneForOne(many));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(many.length, many.length, 0, many.length));
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    /** A worker whose starts fail from this one on, the first being 1. */
    private static ChildSpec failingFrom(int first, String id, TestingTree tree) {
        AtomicInteger starts = new AtomicInteger();
        return ChildSpec.worker(id, self -> starts.incrementAndGet() >= first
                ? self.failed(ExitReason.failed("no"))
                : tree.worker(id).start().behavior(self));
    }

    private static ChildSpec failingAt(int only, String id, TestingTree tree) {
        AtomicInteger starts = new AtomicInteger();
        return ChildSpec.worker(id, self -> starts.incrementAndGet() == only
                ? self.failed(ExitReason.failed("no"))
                : tree.worker(id).start().behavior(self));
    }
}

package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about which ends lead to a restart, under their names there. */
@Timeout(60)
class OtpRestartTypeSuiteTest {

    private static final ExitReason NORMAL = ExitReason.normal();
    private static final ExitReason SHUTDOWN = ExitReason.shutdown();
    private static final ExitReason DETAILED = ExitReason.shutdown("detail");

    @Test
    @DisplayName("permanent_normal")
    void permanentChildIsRestartedAfterANormalEnd() throws Exception {
        isRestarted(Restart.PERMANENT, NORMAL);
    }

    @Test
    @DisplayName("transient_normal")
    void transientChildRestsAfterANormalEnd() throws Exception {
        isKept(Restart.TRANSIENT, NORMAL);
    }

    @Test
    @DisplayName("temporary_normal")
    void temporaryChildIsForgottenAfterANormalEnd() throws Exception {
        isForgotten(NORMAL, "a stopped: ended normally");
    }

    @Test
    @DisplayName("permanent_shutdown")
    void permanentChildIsRestartedAfterAShutdown() throws Exception {
        isRestarted(Restart.PERMANENT, SHUTDOWN);
        isRestarted(Restart.PERMANENT, DETAILED);
    }

    @Test
    @DisplayName("transient_shutdown")
    void transientChildRestsAfterAShutdown() throws Exception {
        isKept(Restart.TRANSIENT, SHUTDOWN);
        isKept(Restart.TRANSIENT, DETAILED);
    }

    @Test
    @DisplayName("temporary_shutdown")
    void temporaryChildIsForgottenAfterAShutdown() throws Exception {
        isForgotten(SHUTDOWN, "a stopped: shut down");
        isForgotten(DETAILED, "a stopped: shut down: detail");
    }

    @Test
    @DisplayName("permanent_abnormal")
    void permanentChildIsRestartedAfterAnAbnormalEnd() throws Exception {
        isRestarted(Restart.PERMANENT, TestingWorker.BOOM);
    }

    @Test
    @DisplayName("transient_abnormal")
    void transientChildIsRestartedAfterAnAbnormalEnd() throws Exception {
        isRestarted(Restart.TRANSIENT, TestingWorker.BOOM);
    }

    @Test
    @DisplayName("temporary_abnormal")
    void temporaryChildIsForgottenAfterAnAbnormalEnd() throws Exception {
        isForgotten(TestingWorker.BOOM, "a terminated: failed: boom");
    }

    private static void isRestarted(Restart restart, ExitReason reason) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(restart)));
            tree.logUntil("a is up");
            tree.tell("a", new TestingWorker.Exit(reason));
            assertThat(tree.logUntil("a is up")).containsExactly("clean up a", "a terminated: " + reason.describe(),
                    "start a", "a is up");
            assertThat(tree.counts()).isEqualTo(new ChildCounts(1, 1, 0, 1));
        }
    }

    private static void isKept(Restart restart, ExitReason reason) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(restart)));
            tree.logUntil("a is up");
            tree.tell("a", new TestingWorker.Exit(reason));
            tree.logUntil("a stopped: " + reason.describe());
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(1, 0, 0, 1));
        }
    }

    private static void isForgotten(ExitReason reason, String report) throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").restart(Restart.TEMPORARY)));
            tree.logUntil("a is up");
            tree.tell("a", new TestingWorker.Exit(reason));
            tree.logUntil(report);
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
        }
    }

    /** Without OTP's application around it: the owner of the tree is told what the application's start would say. */
    @Test
    @DisplayName("faulty_application_shutdown")
    void whoStartsATreeIsToldWhatFailedAtTheBottomOfIt() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec faulty = ChildSpec.worker("faulty", self -> self.failed(ExitReason.shutdown("no such table")));
            ChildSpec inner = ChildSpec.supervisor("inner", SupervisorSpec.oneForOne(faulty));
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), inner.restart(Restart.TRANSIENT)));
            assertThat(tree.awaitDown()).isEqualTo(new ExitReason.FailedToStartChild("inner",
                    new ExitReason.FailedToStartChild("faulty", ExitReason.shutdown("no such table"))));
        }
    }

    @Test
    @DisplayName("temporary_bystander")
    void temporaryBystanderIsForgotten() throws Exception {
        for (RestartStrategy group : new RestartStrategy[]{RestartStrategy.ONE_FOR_ALL, RestartStrategy.REST_FOR_ONE}) {
            try (TestingTree tree = new TestingTree()) {
                tree.start(SupervisorSpec.of(group, tree.worker("a"), tree.worker("b").restart(Restart.TEMPORARY)));
                tree.logUntil("b is up");
                tree.tell("a", TestingWorker.CRASH);
                tree.logUntil("a is up");
                assertThat(tree.states()).isEqualTo(Map.of("a", "running"));
            }
        }
    }
}

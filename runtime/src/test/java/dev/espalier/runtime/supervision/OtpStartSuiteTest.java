package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about how supervisors and children start, under their names there. */
@Timeout(60)
class OtpStartSuiteTest {

    private static final ExitReason REASON = ExitReason.failed("r");

    @Test
    @DisplayName("sup_start_normal")
    void emptySupervisorStartsAndStops() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("sup_start_ignore_init")
    void supervisorThatIsNotNeededHoldsNobodyUp() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(supervisor(Child::ignored), tree.worker("next")));
            tree.logUntil("next is up");
            assertThat(tree.states()).isEqualTo(Map.of("sup", "undefined", "next", "running"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 1, 1, 1));
        }
    }

    @Test
    @DisplayName("sup_start_ignore_child")
    void ignoringChildIsKept() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ignoring("a"), tree.worker("b")));
            assertThat(tree.ask(Supervisor.WhichChildren::new)).extracting(ChildInfo::id).containsExactly("b", "a");
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined", "b", "running"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
        }
    }

    @Test
    @DisplayName("sup_start_ignore_temporary_child")
    void ignoringTemporaryChildIsNotKept() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ignoring("a").restart(Restart.TEMPORARY), tree.worker("b")));
            assertThat(tree.states()).isEqualTo(Map.of("b", "running"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(1, 1, 0, 1));
        }
    }

    @Test
    @DisplayName("sup_start_ignore_temporary_child_start_child")
    void ignoringTemporaryChildIsNotKeptByStartChild() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            assertThat(tree.startChild(ignoring("a").restart(Restart.TEMPORARY))).isEqualTo(new StartReply.Ignored());
            assertThat(tree.states()).isEmpty();
            assertThat(tree.startChild(ignoring("a"))).isEqualTo(new StartReply.Ignored());
            assertThat(tree.startChild(ignoring("a"))).isEqualTo(new StartReply.AlreadyPresent());
        }
    }

    @Test
    @DisplayName("sup_start_ignore_temporary_child_start_child_simple")
    void ignoringTemporaryDynamicChildIsNotKept() throws Exception {
        ignoringDynamicChildIsNotKept(Restart.TEMPORARY);
    }

    @Test
    @DisplayName("sup_start_ignore_permanent_child_start_child_simple")
    void ignoringPermanentDynamicChildIsNotKept() throws Exception {
        ignoringDynamicChildIsNotKept(Restart.PERMANENT);
    }

    private static void ignoringDynamicChildIsNotKept(Restart restart) throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            tree.started(tree.worker("b"));
            assertThat(tree.start(ignoring("a").restart(restart))).isEqualTo(new DynamicStartReply.Ignored());
            assertThat(tree.counts()).isEqualTo(new ChildCounts(1, 1, 0, 1));
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).endsWith("clean up b", "b stopped: shut down", "root/dynamic over: shut down",
                    "dynamic stopped: shut down", "root over: shut down");
        }
    }

    @Test
    @DisplayName("sup_start_error_return")
    void supervisorThatCannotStartSaysWhy() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(supervisor(self -> self.failed(REASON))));
            assertThat(tree.awaitDown()).isEqualTo(new ExitReason.FailedToStartChild("sup", REASON));
        }
    }

    @Test
    @DisplayName("sup_start_fail")
    void whatASupervisorsStartThrowsIsTheReason() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            IllegalStateException cause = new IllegalStateException("no");
            tree.start(SupervisorSpec.oneForOne(supervisor(self -> {
                throw cause;
            })));
            assertThat(tree.awaitDown())
                    .isEqualTo(new ExitReason.FailedToStartChild("sup", ExitReason.crashed(cause)));
        }
    }

    @Test
    @DisplayName("sup_start_child_returns_error")
    void childThatFailsToStartIsNotKept() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            assertThat(tree.startChild(failing("a"))).isEqualTo(new StartReply.Failed(REASON));
            assertThat(tree.states()).isEmpty();
        }
    }

    @Test
    @DisplayName("sup_start_child_returns_error_simple")
    void dynamicChildThatFailsToStartIsNotKept() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            assertThat(tree.start(failing("a"))).isEqualTo(new DynamicStartReply.Failed(REASON));
            assertThat(tree.children()).isEmpty();
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
        }
    }

    @Test
    @DisplayName("sup_start_restart_child_returns_error")
    void childThatFailsToRestartByCallIsKept() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            tree.startChild(tree.worker("a", start -> start > 1));
            tree.terminateChild("a");
            assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.Failed(ExitReason.failed("no")));
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined"));
        }
    }

    @Test
    @DisplayName("sup_start_map")
    void specCanBeReadWithItsDefaults() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec worker = tree.worker("a");
            tree.start(SupervisorSpec.oneForOne(worker, ChildSpec.supervisor("sup", SupervisorSpec.oneForOne())));
            assertThat(tree.childSpec("a")).isEqualTo(new ChildSpecReply.Found(new ChildSpec("a", worker.start(),
                    Restart.PERMANENT, false, Shutdown.timeout(Duration.ofSeconds(5)), ChildType.WORKER)));
            assertThat(tree.childSpec("sup")).isInstanceOfSatisfying(ChildSpecReply.Found.class,
                    found -> assertThat(found.spec())
                            .extracting(ChildSpec::restart, ChildSpec::shutdown, ChildSpec::type)
                            .containsExactly(Restart.PERMANENT, Shutdown.infinity(), ChildType.SUPERVISOR));
            assertThat(tree.childSpec("b")).isEqualTo(new ChildSpecReply.NotFound());
        }
    }

    /** Elixir's rule: what is known of a dynamic child is what the list says. */
    @Test
    @DisplayName("sup_start_map_simple")
    void dynamicChildIsListedWithItsReferenceAndType() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ActorRef<TestingWorker.Command> worker = tree.started(tree.worker("a"));
            ActorRef<Supervisor.Command> nested = tree
                    .started(ChildSpec.supervisor("sup", SupervisorSpec.oneForOne()));
            assertThat(tree.children()).containsExactly(
                    new ChildInfo("a", new ChildInfo.Status.Running(worker), ChildType.WORKER),
                    new ChildInfo("sup", new ChildInfo.Status.Running(nested), ChildType.SUPERVISOR));
        }
    }

    /** A supervisor's callback is its start function here. */
    private static ChildSpec supervisor(ChildStart start) {
        return new ChildSpec("sup", start, Restart.PERMANENT, false, Shutdown.infinity(), ChildType.SUPERVISOR);
    }

    private static ChildSpec ignoring(String id) {
        return ChildSpec.worker(id, Child::ignored);
    }

    private static ChildSpec failing(String id) {
        return ChildSpec.worker(id, self -> self.failed(REASON));
    }
}

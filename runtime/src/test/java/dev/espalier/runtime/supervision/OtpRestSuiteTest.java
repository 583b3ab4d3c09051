package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about restarts that never succeed, whole trees and many children, under their names there. */
@Timeout(60)
class OtpRestSuiteTest {

    private static final RestartIntensity ENDLESS = new RestartIntensity(Integer.MAX_VALUE, Duration.ofSeconds(1));

    @Test
    @DisplayName("hanging_restart_loop")
    void callsAreAnsweredBetweenAttempts() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a", start -> start > 1), tree.worker("b"))
                    .intensity(ENDLESS));
            tree.logUntil("b is up");
            tree.tell("a", TestingWorker.CRASH);
            answersBetweenAttempts(tree);
            assertThat(tree.states()).isEqualTo(Map.of("a", "undefined", "b", "running"));

            tree.startChild(tree.worker("c", start -> start > 1));
            tree.tell("c", TestingWorker.CRASH);
            tree.logUntil("c start failed: failed: no");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("hanging_restart_loop_rest_for_one")
    void whoComesAfterTheFailingOneIsNotRunningBetweenAttempts() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(tree.worker("b"), tree.worker("a", start -> start > 1),
                    tree.worker("c")).intensity(ENDLESS));
            tree.logUntil("c is up");
            CompletableFuture<List<ChildInfo>> during = tree
                    .askOnce("a start failed: failed: no", tree.supervisor(), Supervisor.WhichChildren::new);
            tree.tell("a", TestingWorker.CRASH);
            assertThat(TestingTree.states(during.get()))
                    .isEqualTo(Map.of("b", "running", "a", "restarting", "c", "undefined"));

            tree.terminateChild("a");
            assertThat(tree.states()).isEqualTo(Map.of("b", "running", "a", "undefined", "c", "undefined"));
            assertThat(tree.restartChild("c")).isInstanceOf(RestartReply.Started.class);
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    private static void answersBetweenAttempts(TestingTree tree) throws Exception {
        tree.logUntil("a start failed: failed: no");
        assertThat(tree.startChild(tree.worker("a"))).isEqualTo(new StartReply.AlreadyPresent());
        assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.Restarting());
        assertThat(tree.deleteChild("a")).isEqualTo(new DeleteReply.Restarting());
        assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
        assertThat(tree.terminateChild("a")).isEqualTo(new TerminateReply.Terminated());
    }

    @Test
    @DisplayName("hanging_restart_loop_simple")
    void dynamicChildAboutToBeRestartedIsListedAndCanBeTerminated() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(DynamicSupervisorSpec.DEFAULT.intensity(ENDLESS))) {
            ActorRef<TestingWorker.Command> child = tree.started(tree.worker("a", start -> start > 1));
            CompletableFuture<List<ChildInfo>> during = tree.tree()
                    .askOnce("a start failed: failed: no", tree.supervisor(), DynamicSupervisor.WhichChildren::new);
            CompletableFuture<TerminateReply> terminated = tree.tree()
                    .askOnce("a start failed: failed: no", tree.supervisor(),
                            reply -> new DynamicSupervisor.TerminateChild(child, reply));
            child.tell(TestingWorker.CRASH);
            assertThat(TestingTree.states(during.get())).isEqualTo(Map.of("a", "restarting"));
            assertThat(terminated.get()).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.children()).isEmpty();

            ActorRef<TestingWorker.Command> other = tree.started(tree.worker("b", start -> start > 1));
            other.tell(TestingWorker.CRASH);
            tree.logUntil("b start failed: failed: no");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
        }
    }

    @Test
    @DisplayName("tree")
    void escalationToTheTopRestartsTheTree() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            SupervisorSpec strict = SupervisorSpec.oneForOne(tree.worker("leaf")).intensity(RestartIntensity.none());
            tree.start(SupervisorSpec.oneForAll(
                    ChildSpec.supervisor("left", strict),
                    ChildSpec.supervisor("right", SupervisorSpec.oneForOne(tree.worker("other"))),
                    DynamicSupervisor.child("dynamic", DynamicSupervisorSpec.DEFAULT)));
            tree.logUntil("dynamic is up");
            ActorRef<Supervisor.Command> right = tree.nestedSupervisor("right");
            tree.<Supervisor.Command, TerminateReply>ask(right,
                    reply -> new Supervisor.TerminateChild("other", reply));
            tree.<DynamicSupervisor.Command, DynamicStartReply>ask(tree.dynamicSupervisor("dynamic"),
                    reply -> new DynamicSupervisor.StartChild(tree.worker("visitor"), reply));
            tree.logUntil("visitor is up");
            List<ChildInfo> leaves = tree.ask(tree.nestedSupervisor("left"), Supervisor.WhichChildren::new);
            TestingTree.<TestingWorker.Command>running("leaf", leaves).tell(TestingWorker.CRASH);

            assertThat(tree.logUntil("dynamic is up")).containsSubsequence("leaf restarted too often",
                    "left terminated: shut down", "clean up visitor", "dynamic stopped: shut down",
                    "right stopped: shut down", "start leaf", "left is up", "start other", "right is up",
                    "dynamic is up").doesNotContain("start visitor");
        }
    }

    @Test
    @DisplayName("do_not_save_child_specs_for_temporary_children")
    void onlySpecsOfTemporaryChildrenAreForgotten() throws Exception {
        try (TestingTree tree = new TestingTree().start(SupervisorSpec.oneForOne())) {
            for (Restart restart : Restart.values()) {
                ChildSpec child = tree.worker("a").restart(restart);
                tree.startChild(child);
                tree.terminateChild("a");
                if (restart == Restart.TEMPORARY) {
                    assertThat(tree.restartChild("a")).isEqualTo(new RestartReply.NotFound());
                    assertThat(tree.startChild(child)).isInstanceOf(StartReply.Started.class);
                } else {
                    assertThat(tree.startChild(child)).isEqualTo(new StartReply.AlreadyPresent());
                    assertThat(tree.restartChild("a")).isInstanceOf(RestartReply.Started.class);
                }
                tree.terminateChild("a");
                tree.deleteChild("a");
            }
        }
    }

    /** No global names here: whoever comes back has the id it had, and is found by it. */
    @Test
    @DisplayName("simple_global_supervisor")
    void whoIsRestartedIsFoundUnderTheSameId() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("server"),
                    ChildSpec.supervisor("sup", SupervisorSpec.oneForOne(tree.worker("inner"))
                            .intensity(RestartIntensity.none())))
                    .intensity(ENDLESS));
            tree.logUntil("sup is up");
            ActorRef<TestingWorker.Command> server = tree.child("server");
            ActorRef<Supervisor.Command> sup = tree.nestedSupervisor("sup");
            ActorRef<TestingWorker.Command> inner = inner(tree, sup);

            server.tell(TestingWorker.CRASH);
            tree.logUntil("server is up");
            assertThat(tree.child("server")).isNotEqualTo(server);
            inner.tell(TestingWorker.CRASH);
            tree.logUntil("sup is up");
            assertThat(tree.nestedSupervisor("sup")).isNotEqualTo(sup);
            assertThat(inner(tree, tree.nestedSupervisor("sup"))).isNotEqualTo(inner);
        }
    }

    private static ActorRef<TestingWorker.Command> inner(TestingTree tree, ActorRef<Supervisor.Command> supervisor)
            throws Exception {
        return TestingTree.running("inner", tree.ask(supervisor, Supervisor.WhichChildren::new));
    }

    @Test
    @DisplayName("scale_start_stop_many_children")
    void manyChildrenStartAndStopWithOneReportEach() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec[] many = new ChildSpec[10_000];
            for (int i = 0; i < many.length; i++) {
                many[i] = ChildSpec.worker("w" + i, ChildStart.of(Behaviors::empty));
            }
            tree.start(SupervisorSpec.oneForOne(many));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(many.length, many.length, 0, many.length));
            assertThat(tree.logSoFar()).hasSize(many.length);
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).hasSize(many.length + 1);
        }
    }
}

package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about {@code simple_one_for_one}, under their names there, on a dynamic supervisor. */
@Timeout(60)
class OtpDynamicSuiteTest {

    private static final DynamicSupervisorSpec TWO = DynamicSupervisorSpec.DEFAULT
            .intensity(new RestartIntensity(2, Duration.ofHours(1)));

    @Test
    @DisplayName("simple_one_for_one")
    void onlyTheDeadIsReplacedUntilTheLimit() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(TWO)) {
            tree.started(tree.worker("a"));
            ActorRef<TestingWorker.Command> other = tree.started(tree.worker("b"));
            tree.logUntil("b is up");
            for (int i = 0; i < 2; i++) {
                tree.child("a").tell(TestingWorker.CRASH);
                assertThat(tree.logUntil("a is up")).containsExactly("clean up a", "a terminated: failed: boom",
                        "start a", "a is up");
                assertThat(tree.child("b")).isEqualTo(other);
            }
            tree.child("a").tell(TestingWorker.CRASH);
            assertThat(tree.logUntil("root/dynamic over: shut down")).containsExactly("clean up a",
                    "a terminated: failed: boom", "a restarted too often", "clean up b", "b stopped: shut down",
                    "root/dynamic over: shut down");
        }
    }

    @Test
    @DisplayName("simple_one_for_one_shutdown")
    void allAreStoppedSideBySideAndTheLateAreKilled() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ActorRef<String> waiting = tree.started(ChildSpec.worker("waiting", OtpDynamicSuiteTest::waiting));
            tree.started(ChildSpec.worker("releasing", self -> releasing(self, waiting)));
            tree.started(ChildSpec.worker("late", TestingWorker::stubborn)
                    .shutdown(Shutdown.timeout(Duration.ofMillis(30))));
            tree.logUntil("late is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).contains("waiting stopped: shut down", "releasing stopped: shut down",
                    "late shutdown failed: was killed");
        }
    }

    /** Ends when it has been asked to and another has been asked too. */
    private static Behavior<String> waiting(Child self) {
        return Behaviors.setup(context -> {
            self.onShutdown(context.getSelf(), "stop");
            self.started();
            return Behaviors.receiveMessage(one -> Behaviors.receiveMessage(other -> Behaviors.stopped()));
        });
    }

    private static Behavior<String> releasing(Child self, ActorRef<String> waiting) {
        return Behaviors.setup(context -> {
            self.onShutdown(context.getSelf(), "stop");
            self.started();
            return Behaviors.receiveMessage(stop -> {
                waiting.tell("another was asked");
                return Behaviors.stopped();
            });
        });
    }

    @Test
    @DisplayName("simple_one_for_one_extra")
    void infoIsReturnedToTheOneWhoStarts() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            assertThat(tree.start(tree.tree().informing("a", "extra"))).isInstanceOfSatisfying(
                    DynamicStartReply.Started.class,
                    started -> assertThat(started.info()).isEqualTo(Optional.of("extra")));
            tree.logUntil("a is up");
            tree.child("a").tell(TestingWorker.CRASH);
            tree.logUntil("a is up");
        }
    }

    /** In OTP the first restart once spoilt what was kept for the next. */
    @Test
    @DisplayName("simple_one_for_one_corruption")
    void whatAChildIsStartedWithSurvivesTheEndOfOthers() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(TWO)) {
            tree.started(tree.worker("temporary").restart(Restart.TEMPORARY)).tell(TestingWorker.CRASH);
            tree.logUntil("temporary terminated: failed: boom");
            assertThat(tree.children()).isEmpty();
            tree.started(tree.worker("a"));
            tree.started(tree.worker("b"));
            tree.logUntil("b is up");
            for (String id : new String[]{"a", "b"}) {
                tree.child(id).tell(TestingWorker.CRASH);
                assertThat(tree.logUntil(id + " is up")).endsWith("start " + id, id + " is up");
            }
        }
    }

    @Test
    @DisplayName("simple_one_for_one_escalation")
    void failingRestartEscalates() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(TWO)) {
            tree.started(tree.worker("b"));
            ActorRef<TestingWorker.Command> child = tree.started(tree.worker("a", start -> start > 1));
            tree.logUntil("a is up");
            child.tell(TestingWorker.CRASH);
            assertThat(tree.logUntil("root/dynamic over: shut down")).containsExactly("clean up a",
                    "a terminated: failed: boom", "a start failed: failed: no", "a start failed: failed: no",
                    "a restarted too often", "clean up b", "b stopped: shut down", "root/dynamic over: shut down");
        }
    }

    @Test
    @DisplayName("simple_one_for_one_scale_many_temporary_children")
    void ofManyTemporaryChildrenNothingIsLeft() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            int many = 2000;
            for (int i = 0; i < many; i++) {
                tree.started(tree.worker("w" + i).restart(Restart.TEMPORARY)).tell(TestingWorker.FINISH);
            }
            while (tree.counts().specs() > 0) {
                Thread.onSpinWait();
            }
            assertThat(tree.logSoFar()).filteredOn(line -> line.endsWith(" stopped: ended normally")).hasSize(many);
        }
    }

    @Test
    @DisplayName("do_not_save_start_parameters_for_temporary_children")
    void whatATemporaryChildWasStartedWithIsNotHeldBeyondItsEnd() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            WeakReference<Object> parameter = startAndEnd(tree);
            assertThat(tree.children()).isEmpty();
            while (parameter.get() != null) {
                System.gc();
                Thread.onSpinWait();
            }
        }
    }

    private static WeakReference<Object> startAndEnd(TestingDynamicTree tree) throws Exception {
        Object parameter = new Object();
        ActorRef<TestingWorker.Command> child = tree.started(ChildSpec.worker("a", self -> {
            self.started(parameter.hashCode());
            return TestingWorker.create("a", self, tree.tree());
        }).restart(Restart.TEMPORARY));
        child.tell(TestingWorker.CRASH);
        tree.logUntil("a terminated: failed: boom");
        return new WeakReference<>(parameter);
    }
}

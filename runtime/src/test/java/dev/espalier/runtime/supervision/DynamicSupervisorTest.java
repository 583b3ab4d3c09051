package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DynamicSupervisorTest {

    private static final DynamicSupervisorSpec DEFAULT = DynamicSupervisorSpec.DEFAULT;
    private static final TestingWorker.Command CRASH = new TestingWorker.Throw(new IllegalStateException("boom"));

    @Test
    void childrenAreKnownByReference() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ActorRef<TestingWorker.Command> first = tree.started(tree.worker("w"));
            ActorRef<TestingWorker.Command> second = tree.started(tree.worker("w"));

            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 2, 0, 2));
            assertThat(tree.terminate(first)).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.terminate(first)).isEqualTo(new TerminateReply.NotFound());
            assertThat(tree.terminate(tree.supervisor())).isEqualTo(new TerminateReply.NotFound());
            assertThat(tree.children()).extracting(ChildInfo::status)
                    .containsExactly(new ChildInfo.Status.Running(second));
        }
    }

    @Test
    void aChildThatIsNotNeededOrDoesNotStartIsNotKept() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ExitReason reason = ExitReason.failed("no");

            assertThat(tree.start(ChildSpec.worker("i", Child::ignored))).isEqualTo(new DynamicStartReply.Ignored());
            assertThat(tree.start(ChildSpec.worker("f", self -> self.failed(reason))))
                    .isEqualTo(new DynamicStartReply.Failed(reason));
            assertThat(tree.start(tree.worker("s").restart(Restart.TRANSIENT).significant(true)))
                    .isInstanceOf(DynamicStartReply.Invalid.class);
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
        }
    }

    @Test
    void aStartFunctionThatMakesNoBehaviorIsAFailedStart() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            DynamicStartReply reply = tree.start(ChildSpec.worker("s", self -> Behaviors.same()));

            assertThat(reply).isInstanceOfSatisfying(DynamicStartReply.Failed.class,
                    failed -> assertThat(failed.reason()).isInstanceOf(ExitReason.Crashed.class));
        }
    }

    @Test
    void thereAreNoMoreThanTheMostThereMayBe() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(DEFAULT.maxChildren(1))) {
            ActorRef<TestingWorker.Command> only = tree.started(tree.worker("a"));
            assertThat(tree.start(tree.worker("b"))).isEqualTo(new DynamicStartReply.TooMany());
            tree.terminate(only);
            tree.started(tree.worker("c"));
        }
    }

    @Test
    void anEndedChildIsReplacedUntilTheLimit() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree(
                DEFAULT.intensity(new RestartIntensity(1, Duration.ofSeconds(5))))) {
            ActorRef<TestingWorker.Command> first = tree.started(tree.worker("a"));
            tree.started(tree.worker("b"));
            first.tell(CRASH);
            tree.logUntil("b is up");
            tree.logUntil("a is up");
            tree.child("a").tell(CRASH);

            assertThat(tree.logUntil("root/dynamic over: shut down")).endsWith("a restarted too often", "clean up b",
                    "b stopped: shut down", "root/dynamic over: shut down");
        }
    }

    @Test
    void restartTypesAreHeeded() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            tree.started(tree.worker("transient").restart(Restart.TRANSIENT)).tell(new TestingWorker.Finish());
            tree.logUntil("transient stopped: ended normally");
            tree.started(tree.worker("temporary").restart(Restart.TEMPORARY)).tell(CRASH);
            tree.logUntil("temporary terminated: crashed: java.lang.IllegalStateException: boom");
            assertThat(tree.counts()).isEqualTo(new ChildCounts(0, 0, 0, 0));
        }
    }

    @Test
    void aRestartedChildThatIsNotNeededAnyMoreIsForgotten() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            AtomicInteger starts = new AtomicInteger();
            CountDownLatch ignored = new CountDownLatch(1);
            ActorRef<TestingWorker.Command> child = tree.started(ChildSpec.worker("a", self -> {
                if (starts.incrementAndGet() > 1) {
                    ignored.countDown();
                    return self.ignored();
                }
                return ChildStart.acknowledged(own -> TestingWorker.create("a", own, tree.tree())).behavior(self);
            }));
            child.tell(CRASH);
            ignored.await();

            assertThat(tree.start(tree.worker("next"))).isInstanceOf(DynamicStartReply.Started.class);
            while (tree.counts().specs() > 1) {
                Thread.onSpinWait();
            }
            assertThat(tree.children()).extracting(ChildInfo::id).containsExactly("next");
        }
    }

    @Test
    void failingRestartsAreTriedAgainUntilTheLimit() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ActorRef<TestingWorker.Command> child = tree.started(tree.worker("a", start -> start > 1));
            tree.logUntil("a is up");
            child.tell(CRASH);

            assertThat(tree.logUntil("root/dynamic over: shut down")).containsExactly("clean up a",
                    "a terminated: crashed: java.lang.IllegalStateException: boom", "a start failed: failed: no",
                    "a start failed: failed: no", "a start failed: failed: no", "a restarted too often",
                    "root/dynamic over: shut down");
        }
    }

    @Test
    void aChildIsStoppedByTheReferenceOfItsLastIncarnationUntilTheNextOneIsUp() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            ActorRef<TestingWorker.Command> first = tree.started(tree.worker("up", start -> start == 2));
            first.tell(CRASH);
            tree.logUntil("up start failed: failed: no");
            tree.logUntil("up is up");
            assertThat(tree.terminate(first)).isEqualTo(new TerminateReply.NotFound());

            ActorRef<TestingWorker.Command> starting = tree.started(onceUpThenStarting("starting", tree.tree()));
            starting.tell(CRASH);
            tree.logUntil("starting again");
            assertThat(tree.terminate(starting)).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.terminate(starting)).isEqualTo(new TerminateReply.NotFound());
            assertThat(tree.children()).extracting(ChildInfo::id).containsExactly("up");
        }
    }

    private static ChildSpec onceUpThenStarting(String id, TestingTree tree) {
        AtomicInteger starts = new AtomicInteger();
        return ChildSpec.worker(id, self -> {
            if (starts.incrementAndGet() > 1) {
                tree.note(id + " again");
                return Behaviors.empty();
            }
            return tree.worker(id).start().behavior(self);
        });
    }

    @Test
    void allAreStoppedAtOnce() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            Deque<ActorRef<String>> asked = new ArrayDeque<>();
            for (int i = 0; i < 3; i++) {
                tree.started(ChildSpec.worker("w" + i, self -> Behaviors.<String>setup(context -> {
                    self.onShutdown(context.getSelf(), "stop");
                    self.started();
                    return endingTogether(asked, context.getSelf());
                })));
            }
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).doesNotContain("w0 shutdown failed: was killed");
        }
    }

    private static Behavior<String> endingTogether(Deque<ActorRef<String>> asked, ActorRef<String> self) {
        return Behaviors.receiveMessage(message -> {
            if (message.equals("end")) {
                return Behaviors.stopped();
            }
            synchronized (asked) {
                asked.add(self);
                if (asked.size() == 3) {
                    asked.forEach(other -> other.tell("end"));
                }
            }
            return Behaviors.same();
        });
    }

    @Test
    void theSlowAreKilledTogether() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            for (int i = 0; i < 3; i++) {
                tree.started(ChildSpec.worker("slow" + i, self -> Behaviors.<String>setup(context -> {
                    self.onShutdown(context.getSelf(), "stop");
                    self.started();
                    return Behaviors.ignore();
                })).shutdown(Shutdown.timeout(Duration.ofMillis(30))));
            }
            tree.started(tree.worker("quick"));
            tree.logUntil("quick is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).contains("quick stopped: shut down",
                    "slow0 shutdown failed: was killed", "slow1 shutdown failed: was killed",
                    "slow2 shutdown failed: was killed");
        }
    }

    @Test
    void childrenStartSideBySide() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            CountDownLatch starting = new CountDownLatch(1);
            tree.supervisor().tell(new DynamicSupervisor.StartChild(ChildSpec.worker("slow", self -> {
                starting.countDown();
                return Behaviors.empty();
            }), tree.tree().system().ignoreRef()));
            starting.await();
            tree.started(tree.worker("quick"));
            assertThat(tree.counts()).isEqualTo(new ChildCounts(2, 2, 0, 2));
        }
    }
}

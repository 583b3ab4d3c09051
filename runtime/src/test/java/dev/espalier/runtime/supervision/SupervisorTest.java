package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisorTest {

    private static final TestingWorker.Command CRASH = new TestingWorker.Throw(new IllegalStateException("boom"));

    @Test
    void startsInOrderAndStopsInReverse() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), tree.worker("b"), tree.worker("c")));
            tree.supervisor();

            assertThat(tree.logSoFar()).containsExactly("start a", "a is up", "start b", "b is up", "start c",
                    "c is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("clean up c", "c stopped: shut down", "clean up b",
                    "b stopped: shut down", "clean up a", "a stopped: shut down", "root over: shut down");
        }
    }

    @Test
    void theNextSiblingWaitsForTheHandshake() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            CompletableFuture<Child> handle = new CompletableFuture<>();
            ChildSpec slow = ChildSpec.worker("slow", self -> {
                tree.note("start slow");
                handle.complete(self);
                return Behaviors.empty();
            });
            tree.start(SupervisorSpec.oneForOne(slow, tree.worker("next")));
            Child self = handle.get(20, TimeUnit.SECONDS);

            assertThat(tree.logUntil("start slow")).containsExactly("start slow");
            self.started("port 5900");
            assertThat(tree.logUntil("next is up")).containsExactly("slow is up", "start next", "next is up");
        }
    }

    @Test
    void oneForOneReplacesOnlyTheDead() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), tree.worker("b"), tree.worker("c")));
            tree.logUntil("c is up");
            tree.tell("b", CRASH);

            assertThat(tree.logUntil("b is up")).containsExactly("clean up b",
                    "b terminated: crashed: java.lang.IllegalStateException: boom", "start b", "b is up");
        }
    }

    @Test
    void oneForAllReplacesAll() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForAll(tree.worker("a"), tree.worker("b"), tree.worker("c")));
            tree.logUntil("c is up");
            tree.tell("b", CRASH);

            assertThat(tree.logUntil("c is up")).containsExactly("clean up b",
                    "b terminated: crashed: java.lang.IllegalStateException: boom", "clean up c",
                    "c stopped: shut down", "clean up a", "a stopped: shut down", "start a", "a is up", "start b",
                    "b is up", "start c", "c is up");
        }
    }

    @Test
    void restForOneReplacesTheDeadAndTheLater() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(tree.worker("a"), tree.worker("b"), tree.worker("c")));
            tree.logUntil("c is up");
            tree.tell("b", CRASH);

            assertThat(tree.logUntil("c is up")).containsExactly("clean up b",
                    "b terminated: crashed: java.lang.IllegalStateException: boom", "clean up c",
                    "c stopped: shut down", "start b", "b is up", "start c", "c is up");
        }
    }

    @Test
    void givesUpWhenRestartsExceedTheIntensity() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), tree.worker("b"))
                    .intensity(new RestartIntensity(2, Duration.ofSeconds(5))));
            tree.logUntil("b is up");
            tree.tell("b", CRASH);
            tree.logUntil("b is up");
            tree.time.advance(1);
            tree.tell("b", CRASH);
            tree.logUntil("b is up");
            tree.time.advance(5);
            tree.tell("b", CRASH);
            tree.logUntil("b is up");
            tree.tell("b", CRASH);

            assertThat(tree.awaitDown()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).endsWith("b restarted too often", "clean up a", "a stopped: shut down",
                    "root over: shut down");
        }
    }

    @Test
    void brutalKillRunsTheKillHandlesAndSkipsTheCleanUp() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec victim = ChildSpec.worker("victim", self -> {
                self.onKill("process", () -> tree.note("kill process"));
                self.onKill("socket", () -> tree.note("close socket"));
                return ChildStart.acknowledged(own -> TestingWorker.create("victim", own, tree)).behavior(self);
            }).shutdown(Shutdown.brutalKill());
            tree.start(SupervisorSpec.oneForOne(victim));
            tree.logUntil("victim is up");

            assertThat(tree.terminateChild("victim"))
                    .isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.logSoFar()).containsExactly("close socket", "kill process", "victim stopped: was killed");
        }
    }

    @Test
    void whoDoesNotStopInTimeIsKilled() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec stubborn = ChildSpec.worker("stubborn", self -> Behaviors.setup(context -> {
                self.onShutdown(context.getSelf(), "please");
                self.onKill("resource", () -> tree.note("kill handle"));
                self.started();
                return Behaviors.receiveMessage(message -> Behaviors.same());
            })).shutdown(Shutdown.timeout(Duration.ofMillis(30)));
            tree.start(SupervisorSpec.oneForOne(stubborn));
            tree.logUntil("stubborn is up");

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("kill handle", "stubborn shutdown failed: was killed",
                    "root over: shut down");
        }
    }

    @Test
    void aKilledSupervisorTakesTheKillHandlesOfItsDescendantsAlong() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec leaf = ChildSpec.worker("leaf", self -> {
                self.onKill("vm", () -> tree.note("kill vm"));
                return ChildStart.acknowledged(own -> TestingWorker.create("leaf", own, tree)).behavior(self);
            });
            ChildSpec branch = ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(leaf))
                    .shutdown(Shutdown.brutalKill());
            tree.start(SupervisorSpec.oneForOne(branch));
            tree.logUntil("branch is up");

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("kill vm", "branch stopped: was killed",
                    "root over: shut down");
        }
    }

    @Test
    void aFailedStartIsUndoneInReverseAndToldWithItsReasons() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ExitReason noKvm = ExitReason.failed("no /dev/kvm");
            ChildSpec broken = ChildSpec.worker("vm", self -> self.failed(noKvm));
            ChildSpec machine = ChildSpec.supervisor("web",
                    SupervisorSpec.restForOne(tree.worker("disk"), tree.worker("tap"), broken));
            tree.start(SupervisorSpec.oneForOne(tree.worker("net"), machine));

            assertThat(tree.awaitDown()).isEqualTo(new ExitReason.FailedToStartChild("web",
                    new ExitReason.FailedToStartChild("vm", noKvm)));
            assertThat(tree.logSoFar()).containsExactly("start net", "net is up", "start disk", "disk is up",
                    "start tap", "tap is up", "vm start failed: failed: no /dev/kvm", "clean up tap",
                    "tap stopped: shut down", "clean up disk", "disk stopped: shut down",
                    "root/web over: could not start vm, which failed: no /dev/kvm",
                    "web start failed: could not start vm, which failed: no /dev/kvm", "clean up net",
                    "net stopped: shut down",
                    "root over: could not start web, which could not start vm, which failed: no /dev/kvm");
        }
    }

    @Test
    void deathBeforeTheHandshakeIsAFailedStart() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            IllegalStateException cause = new IllegalStateException("no such image");
            ChildSpec broken = ChildSpec.worker("vm", self -> {
                throw cause;
            });
            tree.start(SupervisorSpec.oneForOne(broken));

            ExitReason reason = tree.awaitDown();
            assertThat(reason).isEqualTo(new ExitReason.FailedToStartChild("vm", ExitReason.crashed(cause)));
            assertThat(reason.cause()).contains(cause);
        }
    }

    @Test
    void whoIsNotUpInTimeIsKilledIfTheSpecSaysSo() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            Duration patience = Duration.ofMillis(30);
            ChildSpec mute = ChildSpec.worker("mute", self -> {
                self.onKill("process", () -> tree.note("kill process"));
                return Behaviors.empty();
            }).startTimeout(patience);
            tree.start(SupervisorSpec.oneForOne(mute));

            assertThat(tree.awaitDown())
                    .isEqualTo(new ExitReason.FailedToStartChild("mute", new ExitReason.StartTimedOut(patience)));
            assertThat(tree.logSoFar()).startsWith("kill process");
        }
    }

    @Test
    void anOrderToStopBreaksOffAStart() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            CountDownLatch starting = new CountDownLatch(1);
            ChildSpec endless = ChildSpec.worker("endless", self -> {
                starting.countDown();
                return TestingWorker.create("endless", self, tree);
            });
            ChildSpec branch = ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(tree.worker("a"), endless));
            tree.start(SupervisorSpec.oneForOne(branch));
            starting.await();

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).endsWith("clean up endless", "endless stopped: shut down", "clean up a",
                    "a stopped: shut down", "root/branch over: shut down", "branch stopped: shut down",
                    "root over: shut down");
        }
    }

    @Test
    void anEndRightAfterTheHandshakeIsNotAFailedStart() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec shortLived = ChildSpec.worker("brief", self -> {
                self.started();
                return self.exit(ExitReason.shutdown("done"));
            }).restart(Restart.TRANSIENT);
            tree.start(SupervisorSpec.oneForOne(shortLived, tree.worker("next")));

            tree.logUntil("next is up");
            tree.awaitCounts(new ChildCounts(2, 1, 0, 2));
        }
    }

    @Test
    void childrenAreManagedByMessage() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne());
            ChildSpec spec = ChildSpec.worker("a/b c", self -> {
                self.started(42);
                return Behaviors.empty();
            });

            assertThat(tree.startChild(spec))
                    .isInstanceOfSatisfying(StartReply.Started.class,
                            started -> assertThat(started.info()).isEqualTo(Optional.of(42)));
            assertThat(tree.startChild(spec))
                    .isInstanceOf(StartReply.AlreadyStarted.class);
            assertThat(tree.startChild(tree.worker("s").restart(Restart.TEMPORARY).significant(true)))
                    .isInstanceOf(StartReply.Invalid.class);
            assertThat(tree.deleteChild("a/b c"))
                    .isEqualTo(new DeleteReply.Running());
            assertThat(tree.terminateChild("a/b c"))
                    .isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.restartChild("a/b c"))
                    .isInstanceOf(RestartReply.Started.class);
            assertThat(tree.restartChild("a/b c"))
                    .isEqualTo(new RestartReply.Running());
            assertThat(tree.childSpec("a/b c"))
                    .isEqualTo(new ChildSpecReply.Found(spec));
            assertThat(tree.childSpec("none"))
                    .isEqualTo(new ChildSpecReply.NotFound());
        }
    }

    @Test
    void cleanUpThatTakesItsTimeIsWaitedFor() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec vm = ChildSpec.worker("vm", self -> Behaviors.<String>setup(context -> {
                self.onShutdown(context.getSelf(), "power down");
                self.started();
                return poweringDown(tree);
            }));
            tree.start(SupervisorSpec.oneForOne(tree.worker("net"), vm));
            tree.logUntil("vm is up");

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).startsWith("power down", "powered off", "vm stopped: shut down",
                    "clean up net");
        }
    }

    private static Behavior<String> poweringDown(TestingTree tree) {
        return Behaviors.receive((context, message) -> {
            tree.note(message);
            context.getSelf().tell("powered off");
            return message.equals("powered off") ? Behaviors.stopped() : Behaviors.same();
        });
    }

    @Test
    void anActorThatBlocksHoldsNobodyUpForEver() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            ChildSpec blocking = ChildSpec.worker("blocking", ChildStart.of(() -> Behaviors.setup(context -> {
                context.getSelf().tell("block");
                return Behaviors.receiveMessage(message -> {
                    blocked.countDown();
                    release.await();
                    return Behaviors.same();
                });
            }))).shutdown(Shutdown.brutalKill());
            tree.start(SupervisorSpec.oneForOne(ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(blocking))));
            blocked.await();

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).endsWith("blocking abandoned", "blocking stopped: was killed",
                    "root/branch over: shut down", "branch stopped: shut down", "root over: shut down");
            release.countDown();
        }
    }

    @Test
    void whatAFailedStartHasTakenIsGivenBack() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec broken = ChildSpec.worker("vm", self -> {
                self.onKill("process", () -> tree.note("kill process"));
                throw new IllegalStateException("no answer");
            });
            tree.start(SupervisorSpec.oneForOne(broken));

            assertThat(tree.awaitDown()).isInstanceOf(ExitReason.FailedToStartChild.class);
            assertThat(tree.logSoFar()).startsWith("kill process");
        }
    }

    @Test
    void aDeadlineMayLieBeyondAllThatTimersCanHold() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            Duration years = Duration.ofDays(100_000);
            tree.start(SupervisorSpec.oneForOne(
                    tree.worker("patient").shutdown(Shutdown.timeout(years)).startTimeout(years)));

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).contains("patient stopped: shut down");
        }
    }
}

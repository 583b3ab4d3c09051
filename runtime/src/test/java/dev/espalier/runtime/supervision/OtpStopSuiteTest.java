package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** OTP's cases about how children are stopped, under their names there. */
@Timeout(60)
class OtpStopSuiteTest {

    private static final List<ExitReason> REASONS = List.of(ExitReason.normal(), ExitReason.shutdown(),
            ExitReason.shutdown("detail"), TestingWorker.BOOM);
    private static final Shutdown SHORT = Shutdown.timeout(Duration.ofMillis(30));

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
    @DisplayName("sup_stop_timeout")
    void theOneThatDoesNotStopInTimeIsKilledTheOthersAreNot() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), stubborn("stubborn").shutdown(SHORT)));
            tree.logUntil("stubborn is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("stubborn shutdown failed: was killed", "clean up a",
                    "a stopped: shut down", "root over: shut down");
        }
    }

    @Test
    @DisplayName("sup_stop_timeout_dynamic")
    void theDynamicOneThatDoesNotStopInTimeIsKilledTheOthersAreNot() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            tree.started(stubborn("stubborn").shutdown(SHORT));
            tree.started(tree.worker("a"));
            tree.logUntil("a is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).startsWith("clean up a", "a stopped: shut down",
                    "stubborn shutdown failed: was killed", "root/dynamic over: shut down");
        }
    }

    @Test
    @DisplayName("sup_stop_brutal_kill")
    void whoIsToBeKilledDoesNoCleanUp() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a").shutdown(Shutdown.brutalKill()), tree.worker("b")));
            tree.logUntil("b is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).containsExactly("clean up b", "b stopped: shut down", "a stopped: was killed",
                    "root over: shut down");
        }
    }

    @Test
    @DisplayName("sup_stop_brutal_kill_dynamic")
    void dynamicOneThatIsToBeKilledDoesNoCleanUp() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            tree.started(tree.worker("a").shutdown(Shutdown.brutalKill()));
            tree.logUntil("a is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).startsWith("a stopped: was killed", "root/dynamic over: shut down");
        }
    }

    @Test
    @DisplayName("sup_stop_race")
    void whoDiesWhileTheSupervisorStopsIsNotRestarted() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            Map<ActorRef<TestingWorker.Command>, TestingWorker.Command> orders = new ConcurrentHashMap<>();
            List<String> ends = new ArrayList<>();
            SupervisorSpec spec = SupervisorSpec.oneForOne();
            for (Restart restart : Restart.values()) {
                for (int i = 0; i < REASONS.size(); i++) {
                    spec = spec.child(tree.worker(id(restart, i)).restart(restart));
                }
            }
            tree.start(spec.child(ChildSpec.worker("last", self -> dragging(self, orders))));
            tree.logUntil("last is up");
            for (Restart restart : Restart.values()) {
                for (int i = 0; i < REASONS.size(); i++) {
                    ExitReason reason = REASONS.get(i);
                    orders.put(tree.child(id(restart, i)), new TestingWorker.Exit(reason));
                    boolean fine = reason.equals(ExitReason.shutdown())
                            || (reason.isOrderly() && restart != Restart.PERMANENT);
                    ends.add(id(restart, i) + (fine ? " stopped: " : " shutdown failed: ") + reason.describe());
                }
            }

            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).filteredOn(line -> !line.startsWith("clean up "))
                    .startsWith("last stopped: shut down")
                    .containsSubsequence(ends.reversed())
                    .hasSize(ends.size() + 2)
                    .endsWith("root over: shut down");
        }
    }

    private static String id(Restart restart, int reason) {
        return restart.name().toLowerCase(Locale.ROOT) + reason;
    }

    /** When it is told to stop it first sees to it that the others end. */
    private static Behavior<String> dragging(Child self,
            Map<ActorRef<TestingWorker.Command>, TestingWorker.Command> orders) {
        return Behaviors.setup(context -> {
            self.onShutdown(context.getSelf(), "stop");
            self.started();
            return Behaviors.receiveMessage(stop -> awaiting(context, orders));
        });
    }

    private static Behavior<String> awaiting(ActorContext<String> context,
            Map<ActorRef<TestingWorker.Command>, TestingWorker.Command> orders) {
        orders.forEach((ref, order) -> {
            context.watch(ref);
            ref.tell(order);
        });
        return Behaviors.receive(String.class).onSignal(Terminated.class, gone -> {
            orders.remove(gone.getRef().<TestingWorker.Command>unsafeUpcast());
            return orders.isEmpty() ? Behaviors.stopped() : Behaviors.same();
        }).build();
    }

    @Test
    @DisplayName("sup_stop_non_shutdown_exit_dynamic")
    void dynamicOneThatEndsOtherwiseThanToldIsReported() throws Exception {
        try (TestingDynamicTree tree = new TestingDynamicTree()) {
            tree.started(ChildSpec.worker("a", self -> TestingWorker.leaving(self, TestingWorker.BOOM)));
            tree.logUntil("a is up");
            assertThat(tree.stop()).isEqualTo(ExitReason.shutdown());
            assertThat(tree.logSoFar()).startsWith("a shutdown failed: failed: boom", "root/dynamic over: shut down");
        }
    }

    /** There are no links here; the nearest to cutting one is to want to be told at an address that nobody reads. */
    @Test
    @DisplayName("child_unlink")
    void whoCannotBeToldIsStoppedAllTheSame() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            ChildSpec deaf = ChildSpec.worker("deaf", self -> Behaviors.setup(context -> {
                self.onShutdown(context.getSystem().deadLetters(), "stop");
                self.started();
                return Behaviors.empty();
            })).shutdown(SHORT);
            tree.start(SupervisorSpec.oneForOne(deaf));
            assertThat(tree.terminateChild("deaf")).isEqualTo(new TerminateReply.Terminated());
            assertThat(tree.states()).isEqualTo(Map.of("deaf", "undefined"));
        }
    }

    @Test
    @DisplayName("order_of_children")
    void childrenStopInReverseStartOrder() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.restForOne(tree.worker("a"), tree.worker("b"), tree.worker("c")));
            tree.logUntil("c is up");
            tree.startChild(tree.worker("d"));
            assertThat(tree.logUntil("d is up")).containsExactly("start d", "d is up");
            assertThat(tree.ask(Supervisor.WhichChildren::new)).extracting(ChildInfo::id)
                    .containsExactly("d", "c", "b", "a");
            tree.tell("b", TestingWorker.CRASH);
            assertThat(tree.logUntil("d is up")).containsExactly("clean up b", "b terminated: failed: boom",
                    "clean up d", "d stopped: shut down", "clean up c", "c stopped: shut down", "start b", "b is up",
                    "start c", "c is up", "start d", "d is up");
            tree.stop();
            assertThat(tree.logSoFar()).filteredOn(line -> line.startsWith("clean up "))
                    .containsExactly("clean up d", "clean up c", "clean up b", "clean up a");
        }
    }

    private static ChildSpec stubborn(String id) {
        return ChildSpec.worker(id, TestingWorker::stubborn);
    }
}

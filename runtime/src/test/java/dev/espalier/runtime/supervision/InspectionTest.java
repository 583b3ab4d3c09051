package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.TreeNode.Below;
import dev.espalier.runtime.supervision.TreeNode.State;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** A tree can be looked at from outside at any time, whatever its supervisors wait for. */
class InspectionTest {

    private static final RestartIntensity THREE = new RestartIntensity(3, RestartIntensity.DEFAULT.period());

    private static TreeNode inspect(TestingTree tree) throws Exception {
        return AskPattern
                .ask(tree.system(), SupervisionRoot.Inspect::new, TestingTree.PATIENCE, tree.system().scheduler())
                .toCompletableFuture()
                .get(TestingTree.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Below.Children below(TreeNode node) {
        assertThat(node.below()).isInstanceOf(Below.Children.class);
        return (Below.Children) node.below();
    }

    private static TreeNode child(TreeNode node, String id) {
        return below(node).nodes().stream().filter(child -> child.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void showsEveryMemberOnEveryLevel() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"),
                    ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(tree.worker("leaf"))),
                    DynamicSupervisor.child("pool", DynamicSupervisorSpec.DEFAULT)));
            tree.logUntil("pool is up");
            tree.<DynamicSupervisor.Command, DynamicStartReply>ask(tree.dynamicSupervisor("pool"),
                    reply -> new DynamicSupervisor.StartChild(tree.worker("member"), reply));

            TreeNode root = inspect(tree);

            assertThat(root).extracting(TreeNode::id, TreeNode::type, TreeNode::state)
                    .containsExactly("root", ChildType.SUPERVISOR, State.RUNNING);
            assertThat(below(root).nodes()).extracting(TreeNode::id, TreeNode::type, TreeNode::state)
                    .containsExactly(row("a", ChildType.WORKER), row("branch", ChildType.SUPERVISOR),
                            row("pool", ChildType.SUPERVISOR));
            assertThat(child(root, "a").below()).isEqualTo(new Below.Nothing());
            assertThat(below(child(root, "branch")).nodes()).extracting(TreeNode::id).containsExactly("leaf");
            assertThat(below(child(root, "pool")).nodes()).extracting(TreeNode::id).containsExactly("member");
        }
    }

    private static org.assertj.core.groups.Tuple row(String id, ChildType type) {
        return org.assertj.core.groups.Tuple.tuple(id, type, State.RUNNING);
    }

    @Test
    void showsWhatARestartHasChanged() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("a"), tree.worker("b")).intensity(THREE));
            tree.logUntil("b is up");
            TreeNode before = inspect(tree);
            tree.time.advance(2);
            tree.tell("a", new TestingWorker.Exit(ExitReason.failed("boom")));
            tree.logUntil("a is up");

            TreeNode after = inspect(tree);

            assertThat(below(before).restartsLeft()).isEqualTo(3);
            assertThat(below(after).restartsLeft()).isEqualTo(2);
            assertThat(child(after, "a").lastReason()).contains(ExitReason.failed("boom"));
            assertThat(child(after, "a").incarnation().orElseThrow())
                    .isGreaterThan(child(before, "a").incarnation().orElseThrow());
            assertThat(child(after, "a").since()).isEqualTo(Instant.ofEpochSecond(2));
            assertThat(child(after, "b")).isEqualTo(child(before, "b"));

            tree.time.advance(6);
            assertThat(below(inspect(tree)).restartsLeft()).isEqualTo(3);
        }
    }

    @Test
    void showsWhoDoesNotRun() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(ChildSpec.worker("needless", Child::ignored), tree.worker("a"),
                    tree.worker("t").restart(Restart.TRANSIENT)));
            tree.logUntil("t is up");
            tree.tell("t", new TestingWorker.Finish());
            tree.logUntil("t stopped: ended normally");
            tree.terminateChild("a");

            TreeNode root = inspect(tree);

            assertThat(below(root).nodes()).extracting(TreeNode::state).containsOnly(State.NOT_RUNNING);
            assertThat(below(root).nodes()).noneMatch(node -> node.incarnation().isPresent());
            assertThat(child(root, "needless").lastReason()).isEmpty();
            assertThat(child(root, "a").lastReason()).contains(ExitReason.shutdown());
            assertThat(child(root, "t").lastReason()).contains(ExitReason.normal());
        }
    }

    @Test
    void showsWhatASupervisorWaitsFor() throws Exception {
        try (TestingTree tree = new TestingTree()) {
            tree.start(SupervisorSpec.oneForOne(tree.worker("first"),
                    ChildSpec.worker("slow", self -> Behaviors.setup(context -> {
                        tree.note("slow is at it");
                        return Behaviors.empty();
                    })), tree.worker("late")));
            tree.logUntil("slow is at it");

            TreeNode root = inspect(tree);

            assertThat(root.state()).isEqualTo(State.STARTING);
            assertThat(below(root).nodes()).extracting(TreeNode::state)
                    .containsExactly(State.RUNNING, State.STARTING, State.NOT_RUNNING);
        }
    }

    @Test
    void goesOnWithoutASupervisorThatDoesNotAnswer() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (TestingTree tree = new TestingTree()) {
            ChildSpec victim = ChildSpec.worker("victim", ChildStart.acknowledged(self -> {
                self.onKill("held", () -> await(release));
                return Behaviors.empty();
            })).shutdown(Shutdown.brutalKill());
            ChildSpec branch = ChildSpec.supervisor("branch", SupervisorSpec.oneForOne(victim));
            tree.start(SupervisorSpec.oneForOne(ChildSpec.supervisor("limb", SupervisorSpec.oneForOne(branch)),
                    tree.worker("a")));
            tree.logUntil("a is up");
            TestingTree.<Supervisor.Command>running("branch",
                    tree.ask(tree.nestedSupervisor("limb"), Supervisor.WhichChildren::new))
                    .tell(new Supervisor.TerminateChild("victim", tree.system().ignoreRef()));

            TreeNode root = inspect(tree);
            release.countDown();

            assertThat(child(child(root, "limb"), "branch").below()).isEqualTo(new Below.NoAnswer());
            assertThat(child(root, "a").state()).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void namesWhomASupervisorHasGivenUpOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (TestingTree tree = new TestingTree()) {
            ChildSpec blocking = ChildSpec.worker("blocking", ChildStart.of(() -> Behaviors.setup(context -> {
                context.getSelf().tell("block");
                return Behaviors.receiveMessage(message -> {
                    tree.note("blocked");
                    await(release);
                    return Behaviors.same();
                });
            }))).shutdown(Shutdown.brutalKill());
            tree.start(SupervisorSpec.oneForOne(blocking));
            tree.logUntil("blocked");
            tree.terminateChild("blocking");

            TreeNode root = inspect(tree);
            release.countDown();

            assertThat(below(root).abandoned())
                    .isEqualTo(List.of(new TreeNode.Abandoned("root/blocking", 1, Optional.empty())));
            assertThat(child(root, "blocking").lastReason()).contains(ExitReason.killed());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

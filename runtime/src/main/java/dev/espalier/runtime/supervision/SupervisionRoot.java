package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The parent of a tree's first supervisor, for owners that are not supervisors: it tells them when the tree is up
 * and when and why it is down, and takes the order to bring it down. It never restarts anything and ends with the
 * tree.
 */
public final class SupervisionRoot extends AbstractMatchingBehavior<SupervisionRoot.Command> {

    /** All a root accepts. */
    public sealed interface Command {}

    /** Stops the whole tree in reverse start order; the owner hears {@link Notice.Down} when that is done. */
    public enum Stop implements Command {
        INSTANCE
    }

    /** Looks at the whole tree; what it waits for does not keep a supervisor from answering. */
    public record Inspect(ActorRef<TreeNode> replyTo) implements Command {}

    private enum TreeUp implements Command {
        INSTANCE
    }

    private enum TreeGone implements Command {
        INSTANCE
    }

    private record Parent(ActorRef<Command> root) implements Incarnation.Parent {

        @Override
        public ActorRef<Supervisor.Command> supervisor() {
            throw new IllegalStateException("the root of a tree has no supervisor");
        }

        @Override
        public void childIsUp() {
            root.tell(TreeUp.INSTANCE);
        }

        @Override
        public void childIsGone() {
            root.tell(TreeGone.INSTANCE);
        }
    }

    /** What the owner hears: up at most once, then down exactly once. */
    public sealed interface Notice {

        /** All static children are up. */
        record Up(ActorRef<Supervisor.Command> supervisor) implements Notice {}

        /**
         * Nothing of the tree is left. The reason is {@link ExitReason.FailedToStartChild}, with the reasons of all
         * levels inside, if it did not come up, and {@link ExitReason.Shutdown} if it was stopped, gave up, shut
         * down by itself, or went down with its actor system, which alone stops children in no order.
         */
        record Down(ExitReason reason) implements Notice {}
    }

    private final Incarnation tree;
    private final ActorRef<Object> supervisor;
    private Consumer<Notice> owner;
    private TreeNode.State state = TreeNode.State.STARTING;
    private Instant since;

    private SupervisionRoot(ActorContext<Command> context, SupervisorSpec spec, Lineage lineage,
            Consumer<Notice> owner) {
        super(context);
        this.owner = owner;
        this.since = lineage.now();
        this.tree = new Incarnation(1, () -> lineage, new Parent(context.getSelf()));
        this.supervisor = context.spawn(ChildWrapper.wrap(child -> Supervisor.create(spec, child), tree),
                "supervisor");
        context.watchWith(supervisor, TreeGone.INSTANCE);
    }

    /**
     * Starts a tree.
     *
     * @param name the first part of the paths in events
     * @param time for restart intensity; {@link MonotonicTime} outside of tests
     * @param listener called on any thread, on several at once; must not block. Of abandoned threads it hears up to 5 s after
     *        the tree is down
     * @param owner called by this actor; must not block
     */
    public static Behavior<Command> create(String name, SupervisorSpec spec, InstantSource time,
            Consumer<SupervisionEvent> listener, Consumer<Notice> owner) {
        return Behaviors
                .setup(context -> new SupervisionRoot(context, spec, Lineage.root(name, time, listener), owner));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return switch (command) {
            case TreeUp up -> {
                become(TreeNode.State.RUNNING);
                owner.accept(new Notice.Up(supervisor.narrow()));
                yield this;
            }
            case Inspect call -> {
                inspect(call.replyTo());
                yield this;
            }
            case Stop stop -> {
                become(TreeNode.State.STOPPING);
                tree.askToStop(() -> getContext().stop(supervisor));
                yield this;
            }
            case TreeGone gone -> {
                tellDown();
                yield Behaviors.stopped();
            }
        };
    }

    private void become(TreeNode.State next) {
        state = next;
        since = tree.lineage().now();
    }

    private void inspect(ActorRef<TreeNode> asker) {
        var node = new TreeNode(tree.lineage().path(), ChildType.SUPERVISOR, state,
                OptionalLong.of(tree.incarnation()), Optional.empty(), since, new TreeNode.Below.NoAnswer());
        var unused = Inspection.ask(tree.desk()).thenAccept(below -> asker.tell(node.with(withThreads(below))));
    }

    private TreeNode.Below withThreads(TreeNode.Below below) {
        return switch (below) {
            case TreeNode.Below.Children(int restartsLeft, var nodes, var abandoned) ->
                new TreeNode.Below.Children(restartsLeft, nodes,
                        Stream.concat(abandoned.stream(), tree.lineage().abandonedThreads().stream()).toList());
            case TreeNode.Below.Nothing nothing -> nothing;
            case TreeNode.Below.NoAnswer none -> none;
        };
    }

    /** When this actor is stopped from outside the tree is gone by now: children stop before their parents. */
    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            tellDown();
        }
        return Behaviors.same();
    }

    private void tellDown() {
        Consumer<Notice> told = owner;
        owner = notice -> {};
        told.accept(new Notice.Down(tree.exitReason()));
    }
}

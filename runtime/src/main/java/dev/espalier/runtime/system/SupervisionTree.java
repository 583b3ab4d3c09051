package dev.espalier.runtime.system;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.MonotonicTime;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisionRoot;
import dev.espalier.runtime.supervision.SupervisionRoot.Notice;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TreeNode;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A supervision tree in an actor system of its own, for owners that are no actors. Nothing that waits here may block. */
public final class SupervisionTree implements AutoCloseable {

    /** More than a tree of some levels needs when none of its supervisors answers. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final ActorSystem<SupervisionRoot.Command> system;
    private final CompletableFuture<Notice> up;
    private final CompletableFuture<ExitReason> down;

    private SupervisionTree(ActorSystem<SupervisionRoot.Command> system, CompletableFuture<Notice> up,
            CompletableFuture<ExitReason> down) {
        this.system = system;
        this.up = up;
        this.down = down;
    }

    /**
     * Starts a tree.
     *
     * @param name the first part of the paths in events, and the actor system's: letters, digits and dashes
     * @param listener called on any thread, on several at once; must not block
     */
    public static SupervisionTree start(String name, SupervisorSpec spec, Consumer<SupervisionEvent> listener) {
        var up = new CompletableFuture<Notice>();
        var reason = new CompletableFuture<ExitReason>();
        var system = EmbeddedSystem.start(
                SupervisionRoot.create(name, spec, new MonotonicTime(), listener, notice -> {
                    up.complete(notice);
                    if (notice instanceof Notice.Down(var why)) {
                        reason.complete(why);
                    }
                }), name);
        return new SupervisionTree(system, up, reason.thenCombine(system.getWhenTerminated(), (why, ended) -> why));
    }

    /** Tells {@link Notice.Up} when all static children are up, and {@link Notice.Down} if that does not come about. */
    public CompletionStage<Notice> up() {
        return up.minimalCompletionStage();
    }

    /** Why the tree has ended, when nothing is left of it. */
    public CompletionStage<ExitReason> down() {
        return down.minimalCompletionStage();
    }

    /** Looks at the whole tree; fails when it is down. */
    public CompletionStage<TreeNode> inspect() {
        return down.isDone()
                ? CompletableFuture.failedStage(new IllegalStateException(system.name() + " is down"))
                : AskPattern.ask(system, SupervisionRoot.Inspect::new, LOOK, system.scheduler());
    }

    /** Stops the tree in reverse start order; what {@link #down()} tells. */
    public CompletionStage<ExitReason> stop() {
        system.tell(SupervisionRoot.Stop.INSTANCE);
        return down();
    }

    /** For what asks its actors. */
    public ActorSystem<?> system() {
        return system;
    }

    /** Stops the tree and waits until nothing is left of it, for as long as its specs allow. */
    @Override
    public void close() {
        stop().toCompletableFuture().join();
    }
}

package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.supervision.TreeNode.Below;
import dev.espalier.runtime.supervision.TreeNode.State;

/** What a supervisor says of its children, put together with what those among them that are supervisors say of theirs. */
final class Inspection {

    /** How long a supervisor is waited for; they answer at once unless something holds their actor. */
    private static final long PATIENCE_SECONDS = 2;

    /**
     * What a supervisor answers at once. It has asked its children by then, each of whom has all the time there is: nobody
     * is taken for one who does not answer because of somebody below.
     *
     * @param below complete when all below have answered, or had the time to
     */
    record Answer(CompletableFuture<Below> below) {

        private static Answer of(Below below) {
            return new Answer(CompletableFuture.completedFuture(below));
        }
    }

    /** Where a member of the tree is asked what is below it. */
    @FunctionalInterface
    interface Desk {

        /** Completed with what it says; may never be. */
        CompletableFuture<Answer> ask();
    }

    static final Desk NOBODY = () -> CompletableFuture.completedFuture(Answer.of(new Below.Nothing()));

    private final List<CompletableFuture<TreeNode>> nodes = new ArrayList<>();

    void add(CoreEvent.ChildSnapshot child, Desk desk) {
        nodes.add(ask(desk).thenApply(below -> node(child, below)));
    }

    Answer answer(int restartsLeft, List<TreeNode.Abandoned> abandoned) {
        return new Answer(CompletableFuture.allOf(nodes.toArray(CompletableFuture[]::new))
                .thenApply(all -> new Below.Children(restartsLeft,
                        nodes.stream().map(CompletableFuture::join).toList(), abandoned)));
    }

    static CompletableFuture<Below> ask(Desk desk) {
        return desk.ask()
                .completeOnTimeout(Answer.of(new Below.NoAnswer()), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenCompose(Answer::below);
    }

    private static TreeNode node(CoreEvent.ChildSnapshot child, Below below) {
        return new TreeNode(child.spec().id(), child.spec().type(), state(child.state()), child.state().incarnation(),
                child.lastReason(), Instant.ofEpochSecond(child.since()), below);
    }

    private static State state(ChildState state) {
        return switch (state) {
            case ChildState.NotRunning none -> State.NOT_RUNNING;
            case ChildState.Restarting restarting -> State.RESTARTING;
            case ChildState.Dead dead -> State.ENDED;
            case ChildState.Live live -> switch (live.phase()) {
                case STARTING -> State.STARTING;
                case RUNNING -> State.RUNNING;
                case OVERDUE, STOPPING, KILLING -> State.STOPPING;
            };
        };
    }
}

package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member of a supervision tree and what is below it, as its supervisor saw it at one moment.
 *
 * @param incarnation its number, if there is one
 * @param lastReason how the incarnation, or the attempt to start one, before that has ended
 * @param since when it came into its state, in whole seconds
 */
public record TreeNode(String id, ChildType type, State state, OptionalLong incarnation,
        Optional<ExitReason> lastReason, Instant since, Below below) {

    TreeNode with(Below seen) {
        return new TreeNode(id, type, state, incarnation, lastReason, since, seen);
    }

    /** What a child is doing. */
    public enum State {

        /** It has not said yet that it is up. */
        STARTING,

        RUNNING,

        /** It has been told to stop, or been killed, and is not gone. */
        STOPPING,

        /** It could not be restarted; the next attempt is due. */
        RESTARTING,

        /** It has ended, and its supervisor has not come to deal with it yet. */
        ENDED,

        /** It has been stopped, has ended or is not needed; OTP's {@code undefined}. */
        NOT_RUNNING
    }

    /** What a member of a tree supervises. */
    public sealed interface Below {

        /** Nothing: it is a worker, or not there. */
        record Nothing() implements Below {}

        /**
         * Children, in start order.
         *
         * @param restartsLeft how many more restarts the intensity would grant now
         * @param abandoned those whose supervisor went on without them, since they do not return from what they do;
         *        the root of a tree also has the threads of all its members
         */
        record Children(int restartsLeft, List<TreeNode> nodes, List<Abandoned> abandoned) implements Below {}

        /** It did not say in time. */
        record NoAnswer() implements Below {}
    }

    /**
     * What is left of an incarnation that is over, or was killed, and does not end.
     *
     * @param path the ids from the root down, separated by slashes
     * @param thread the name of one of its threads; empty if it is its actor
     */
    public record Abandoned(String path, long incarnation, Optional<String> thread) {}
}

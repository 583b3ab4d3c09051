package dev.espalier.runtime.supervision;

import java.util.OptionalLong;

/** What a supervisor knows about one child. A token stands for one incarnation and is never used again. */
sealed interface ChildState {

    /** The token of the incarnation there is, dead or alive. */
    default OptionalLong incarnation() {
        return switch (this) {
            case Live live -> OptionalLong.of(live.token());
            case Dead dead -> OptionalLong.of(dead.token());
            case NotRunning none -> OptionalLong.empty();
            case Restarting restarting -> OptionalLong.empty();
        };
    }

    /** No incarnation, and none is due; OTP's {@code undefined}. */
    record NotRunning() implements ChildState {}

    /** The last start has failed; the attempt with this token is due. */
    record Restarting(long attempt) implements ChildState {}

    /** There is an incarnation. */
    record Live(long token, Phase phase) implements ChildState {}

    /** The incarnation is gone, but its end has not been dealt with yet. */
    record Dead(long token, ExitReason reason) implements ChildState {}

    /** The life of an incarnation. */
    enum Phase {

        /** It has not said yet that it is up. */
        STARTING,

        /** It did not say so in time and has been killed. */
        OVERDUE,

        RUNNING,

        /** It has been asked to stop. */
        STOPPING,

        /** It has been killed. */
        KILLING
    }
}

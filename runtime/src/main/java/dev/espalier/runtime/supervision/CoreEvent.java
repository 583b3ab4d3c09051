package dev.espalier.runtime.supervision;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a {@link SupervisorCore} hears. */
sealed interface CoreEvent {

    /** What incarnations bring about. */
    sealed interface OfChild extends CoreEvent {}

    /** Events that wait, in the order of their arrival, until the supervisor has nothing else to do. */
    sealed interface InTurn extends CoreEvent {}

    /** An incarnation says that it is up. */
    record ChildUp(long token, Optional<Object> info) implements OfChild {}

    /** An incarnation is gone: it was not needed. */
    record ChildIgnored(long token) implements OfChild {}

    /** The deadline of an incarnation has passed. */
    record DeadlinePassed(long token) implements OfChild {}

    /** An incarnation is gone. What the supervisor waits for it hears at once, any other end in turn. */
    record ChildGone(long token, ExitReason reason) implements OfChild, InTurn {}

    /** The parent wants the supervisor to end. It is heard as soon as no child is being stopped. */
    record ShutdownOrdered() implements InTurn {}

    /** The supervisor shall start its static children. */
    record Boot() implements InTurn {}

    /** The next attempt to restart a child is due, void unless the child still waits for just this one. */
    record TryAgain(String id, long attempt) implements InTurn {}

    record StartChild(ChildSpec spec, Consumer<? super StartAnswer> caller) implements InTurn {}

    record RestartChild(String id, Consumer<? super RestartAnswer> caller) implements InTurn {}

    record TerminateChild(String id, Consumer<? super TerminateReply> caller) implements InTurn {}

    record DeleteChild(String id, Consumer<? super DeleteReply> caller) implements InTurn {}

    record GetChildSpec(String id, Consumer<? super ChildSpecReply> caller) implements InTurn {}

    record CountChildren(Consumer<? super ChildCounts> caller) implements InTurn {}

    /** Lists the children, newest first, as OTP does. */
    record WhichChildren(Consumer<? super List<ChildSnapshot>> caller) implements InTurn {}

    /**
     * A child as seen by those who ask.
     *
     * @param since when it came into its state, in seconds
     * @param lastReason how the incarnation, or attempted start, before the one there is has ended
     */
    record ChildSnapshot(ChildSpec spec, ChildState state, long since, Optional<ExitReason> lastReason) {}

    /** What became of the wish to start a child; a token stands for the incarnation. */
    sealed interface StartAnswer {}

    /** What became of the wish to restart a child. */
    sealed interface RestartAnswer {}

    /** What became of the wish to start a dynamic child. */
    sealed interface DynamicStartAnswer {}

    /** What became of one start. */
    sealed interface StartOutcome extends StartAnswer, RestartAnswer, DynamicStartAnswer {}

    record Started(long token, Optional<Object> info) implements StartOutcome {}

    record Ignored() implements StartOutcome {}

    record Failed(ExitReason reason) implements StartOutcome {}

    record AlreadyStarted(long token) implements StartAnswer {}

    record AlreadyPresent() implements StartAnswer {}

    record Invalid(SpecError error) implements StartAnswer, DynamicStartAnswer {}

    record TooMany() implements DynamicStartAnswer {}

    record AlreadyRunning() implements RestartAnswer {}

    record AlreadyRestarting() implements RestartAnswer {}

    record Unknown() implements RestartAnswer {}
}

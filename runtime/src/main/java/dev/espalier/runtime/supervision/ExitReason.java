package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Optional;

/** Why a child is gone, or did not come up. */
public sealed interface ExitReason {

    /** Its work was done. */
    record Normal() implements ExitReason {}

    /**
     * It was told to stop, or stopped because its own supervisor gave up.
     *
     * @param detail what a child that shut down by itself wants to be known, as OTP's {@code {shutdown, Term}}
     */
    record Shutdown(Optional<Object> detail) implements ExitReason {}

    /** It was killed: by brutal kill, or because it did not stop in time. */
    record Killed() implements ExitReason {}

    /** A throwable escaped from it. */
    record Crashed(Throwable thrown) implements ExitReason {}

    /** It gave up for a reason of its own. */
    record Failed(Object what) implements ExitReason {}

    /** It did not say in time that it was up. */
    record StartTimedOut(Duration patience) implements ExitReason {}

    /** A supervisor that could not start one of its children, as OTP's {@code failed_to_start_child}. */
    record FailedToStartChild(String id, ExitReason reason) implements ExitReason {}

    /** A supervisor whose own spec is invalid, as OTP's {@code start_spec} and {@code supervisor_data}. */
    record InvalidSpec(SpecError error) implements ExitReason {}

    static ExitReason normal() {
        return new Normal();
    }

    static ExitReason shutdown() {
        return new Shutdown(Optional.empty());
    }

    static ExitReason shutdown(Object detail) {
        return new Shutdown(Optional.of(detail));
    }

    static ExitReason killed() {
        return new Killed();
    }

    static ExitReason crashed(Throwable thrown) {
        return new Crashed(thrown);
    }

    static ExitReason failed(Object what) {
        return new Failed(what);
    }

    /**
     * Whether a transient child that ended like this is left alone: OTP's {@code normal}, {@code shutdown} and
     * {@code {shutdown, _}}, the last of which includes a supervisor's failed start.
     */
    default boolean isOrderly() {
        return switch (this) {
            case Normal normal -> true;
            case Shutdown shutdown -> true;
            case FailedToStartChild failed -> true;
            case Killed killed -> false;
            case Crashed crashed -> false;
            case Failed failed -> false;
            case StartTimedOut timedOut -> false;
            case InvalidSpec invalid -> false;
        };
    }

    /** The throwable at the bottom of it, if there is one. */
    default Optional<Throwable> cause() {
        return switch (this) {
            case Crashed crashed -> Optional.of(crashed.thrown());
            case FailedToStartChild failed -> failed.reason().cause();
            case Failed failed -> failed.what() instanceof Throwable thrown ? Optional.of(thrown) : Optional.empty();
            case Normal normal -> Optional.empty();
            case Shutdown shutdown -> Optional.empty();
            case Killed killed -> Optional.empty();
            case StartTimedOut timedOut -> Optional.empty();
            case InvalidSpec invalid -> Optional.empty();
        };
    }

    /** One line for a person. */
    default String describe() {
        return switch (this) {
            case Normal normal -> "ended normally";
            case Shutdown shutdown -> shutdown.detail().map(detail -> "shut down: " + detail).orElse("shut down");
            case Killed killed -> "was killed";
            case Crashed crashed -> "crashed: " + crashed.thrown();
            case Failed failed -> "failed: " + failed.what();
            case StartTimedOut timedOut -> "was not up after " + timedOut.patience();
            case InvalidSpec invalid -> "has an invalid spec: " + invalid.error().describe();
            case FailedToStartChild failed ->
                "could not start " + failed.id() + ", which " + failed.reason().describe();
        };
    }
}

package dev.espalier.runtime.supervision;

import java.time.Duration;

/**
 * What makes a spec or a flag invalid. The names are those of OTP's {@code supervisor}, and of several errors the one
 * that OTP would find first is told.
 */
public sealed interface SpecError {

    /** What is wrong with a supervisor's own flags; OTP's {@code supervisor_data}. */
    sealed interface OfFlags extends SpecError {}

    /** What is wrong with a child spec; OTP's {@code start_spec} at start, and the plain error of a call. */
    sealed interface OfChild extends SpecError {}

    /** A negative number of restarts. */
    record InvalidIntensity(int restarts) implements OfFlags {}

    /** A period that is not a positive number of whole seconds. */
    record InvalidPeriod(Duration period) implements OfFlags {}

    /** A negative number of children that a {@link DynamicSupervisor} may have; Elixir's {@code max_children}. */
    record InvalidMaxChildren(int maxChildren) implements OfFlags {}

    /** A child without an id, which is an empty one here. */
    record MissingId() implements OfChild {}

    /** A significant child of a supervisor that never shuts down by itself; OTP's {@code bad_combination}. */
    record SignificantWithoutAutoShutdown(String id) implements OfChild {}

    /** A permanent child, which never ends for good, is significant; OTP's {@code bad_combination}. */
    record SignificantAndPermanent(String id) implements OfChild {}

    /** A negative time to stop. */
    record InvalidShutdown(String id, Duration patience) implements OfChild {}

    /** A time to start that is not positive; OTP knows none. */
    record InvalidStartTimeout(String id, Duration patience) implements OfChild {}

    /** A second child with this id. */
    record DuplicateChildName(String id) implements OfChild {}

    /** For a person. */
    default String describe() {
        return switch (this) {
            case InvalidIntensity(int restarts) -> "the restart intensity is negative: " + restarts;
            case InvalidPeriod(Duration period) ->
                "the restart period is not a positive number of whole seconds: " + period;
            case InvalidMaxChildren(int maxChildren) -> "the number of children is negative: " + maxChildren;
            case MissingId() -> "a child has an empty id";
            case SignificantWithoutAutoShutdown(String id) ->
                "the child '" + id + "' is significant, but its supervisor never shuts down by itself";
            case SignificantAndPermanent(String id) ->
                "the permanent child '" + id + "' is significant, but it never ends for good";
            case InvalidShutdown(String id, Duration patience) ->
                "the child '" + id + "' has a negative time to stop: " + patience;
            case InvalidStartTimeout(String id, Duration patience) ->
                "the child '" + id + "' has no time to start: " + patience;
            case DuplicateChildName(String id) -> "two children have the id '" + id + "'";
        };
    }
}

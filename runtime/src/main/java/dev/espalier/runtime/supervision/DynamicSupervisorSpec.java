package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dynamic supervisor's flags.
 *
 * @param intensity restarts of all children together
 * @param maxChildren how many there may be at a time, also counting those that are starting or about to be
 *        restarted; empty means any number
 */
public record DynamicSupervisorSpec(RestartIntensity intensity, OptionalInt maxChildren) {

    /** Three restarts in five seconds and any number of children, as in Elixir. */
    public static final DynamicSupervisorSpec DEFAULT = new DynamicSupervisorSpec(
            new RestartIntensity(3, Duration.ofSeconds(5)), OptionalInt.empty());

    public DynamicSupervisorSpec intensity(RestartIntensity intensity) {
        return new DynamicSupervisorSpec(intensity, maxChildren);
    }

    public DynamicSupervisorSpec maxChildren(int maxChildren) {
        return new DynamicSupervisorSpec(intensity, OptionalInt.of(maxChildren));
    }

    /** What a supervisor would find wrong with this, if anything. */
    public Optional<SpecError> error() {
        if (maxChildren.isPresent() && maxChildren.getAsInt() < 0) {
            return Optional.of(new SpecError.InvalidMaxChildren(maxChildren.getAsInt()));
        }
        return intensity.error();
    }
}

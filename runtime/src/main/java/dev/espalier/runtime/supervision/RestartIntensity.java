package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.util.Optional;

/**
 * How many restarts a supervisor grants within a sliding window before it gives up, as OTP's
 * {@code intensity} and {@code period} flags. The window is closed and counts whole seconds: a restart exactly
 * {@code period} ago still counts.
 *
 * @param restarts at least 0; with 0 the first restart already is one too many
 * @param period whole seconds, at least one
 */
public record RestartIntensity(int restarts, Duration period) {

    /** One restart in five seconds, as in OTP. */
    public static final RestartIntensity DEFAULT = new RestartIntensity(1, Duration.ofSeconds(5));

    /** Grants no restart at all. */
    public static RestartIntensity none() {
        return new RestartIntensity(0, DEFAULT.period());
    }

    Optional<SpecError> error() {
        if (restarts < 0) {
            return Optional.of(new SpecError.InvalidIntensity(restarts));
        }
        if (period.getSeconds() < 1 || period.getNano() != 0) {
            return Optional.of(new SpecError.InvalidPeriod(period));
        }
        return Optional.empty();
    }
}

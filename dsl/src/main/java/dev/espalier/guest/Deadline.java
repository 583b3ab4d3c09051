package dev.espalier.guest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of somebody's patience; handed down, never begun anew. */
public record Deadline(InstantSource clock, Instant began, Duration patience) {

    public static Deadline in(Duration patience, InstantSource clock) {
        return new Deadline(clock, clock.instant(), patience);
    }

    /** Negative once it has passed. */
    public Duration left() {
        return patience.minus(elapsed());
    }

    public Duration elapsed() {
        return Duration.between(began, clock.instant());
    }

    public boolean passed() {
        return !left().isPositive();
    }
}

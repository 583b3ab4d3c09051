package dev.espalier;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of somebody's patience; handed down, never begun anew. */
record Deadline(InstantSource clock, Instant began, Duration patience) {

    static Deadline in(Duration patience, InstantSource clock) {
        return new Deadline(clock, clock.instant(), patience);
    }

    /** Negative once it has passed. */
    Duration left() {
        return patience.minus(elapsed());
    }

    Duration elapsed() {
        return Duration.between(began, clock.instant());
    }

    boolean passed() {
        return !left().isPositive();
    }
}

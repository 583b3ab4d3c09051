package dev.espalier.backends.ssh;

import java.time.Duration;

/** How long something that takes several steps may still take. */
record Patience(long until) {

    static Patience of(Duration duration) {
        return new Patience(System.nanoTime() + duration.toNanos());
    }

    /** At least a moment: what is there already is taken. */
    Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    }
}

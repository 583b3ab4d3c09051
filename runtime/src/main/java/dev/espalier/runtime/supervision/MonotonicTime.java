package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.time.InstantSource;

/** A time source that never runs backwards or jumps, whatever happens to the clock on the wall. */
public final class MonotonicTime implements InstantSource {

    private final Instant origin = Instant.now();
    private final long originNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return origin.plusNanos(System.nanoTime() - originNanos);
    }
}

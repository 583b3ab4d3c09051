package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only moves when told to. */
final class TestingTime implements InstantSource {

    private final AtomicLong seconds = new AtomicLong();

    void advance(long by) {
        seconds.addAndGet(by);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(seconds.get());
    }
}

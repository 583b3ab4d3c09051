package dev.espalier.runtime.supervision;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.pekko.Done;

/** A clock that only moves when told to, and can keep those who ask waiting. */
final class TestingTime implements InstantSource {

    /** Keeps one question for the time waiting: a supervisor asks for each message, and handles no other meanwhile. */
    static final class Hold {

        private final CompletableFuture<Done> reached = new CompletableFuture<>();
        private final CompletableFuture<Done> released = new CompletableFuture<>();

        void awaitReached(Duration patience) {
            reached.orTimeout(patience.toSeconds(), TimeUnit.SECONDS).join();
        }

        void release() {
            released.complete(Done.done());
        }

        private void pass() {
            reached.complete(Done.done());
            released.join();
        }
    }

    private final AtomicLong seconds = new AtomicLong();
    private final Queue<Hold> holds = new ConcurrentLinkedQueue<>();

    void advance(long by) {
        seconds.addAndGet(by);
    }

    /** Holds up the next one who asks, behind those already to be held up. */
    Hold hold() {
        Hold hold = new Hold();
        holds.add(hold);
        return hold;
    }

    @Override
    public Instant instant() {
        Hold hold = holds.poll();
        if (hold != null) {
            hold.pass();
        }
        return Instant.ofEpochSecond(seconds.get());
    }
}

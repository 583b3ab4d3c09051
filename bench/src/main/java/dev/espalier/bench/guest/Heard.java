package dev.espalier.bench.guest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes are still to be heard by all listeners together. */
final class Heard {
    private final AtomicLong missing = new AtomicLong();
    private final Semaphore all = new Semaphore(0);

    /** From now on, so many more. */
    void expect(long bytes) {
        missing.addAndGet(bytes);
    }

    void add(long bytes) {
        if (missing.addAndGet(-bytes) == 0) {
            all.release();
        }
    }

    void await() throws InterruptedException {
        all.acquire();
    }
}

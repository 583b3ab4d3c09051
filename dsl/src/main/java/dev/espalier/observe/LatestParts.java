package dev.espalier.observe;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The parts of the page as they were drawn last, for those who wait for newer ones. */
final class LatestParts {

    enum Series {
        GOES_ON,
        IS_OVER
    }

    /**
     * @param number greater than those of older ones
     * @param parts  by the ids of their places
     * @param series whether newer ones will come
     */
    record Edition(long number, Map<String, String> parts, Series series) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition newer = lock.newCondition();
    private Edition latest = new Edition(0, Map.of(), Series.GOES_ON);

    void publish(Map<String, String> parts) {
        replace(parts, Series.GOES_ON);
    }

    void publishLast(Map<String, String> parts) {
        replace(parts, Series.IS_OVER);
    }

    private void replace(Map<String, String> parts, Series series) {
        lock.lock();
        try {
            if (latest.series() == Series.GOES_ON && (series == Series.IS_OVER || !latest.parts().equals(parts))) {
                latest = new Edition(latest.number() + 1, Map.copyOf(parts), series);
                newer.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The latest edition, as soon as it is newer than {@code seen}, or when the patience is over. */
    Edition after(long seen, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            var left = patience.toNanos();
            while (latest.number() <= seen && left > 0) {
                left = newer.awaitNanos(left);
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }
}

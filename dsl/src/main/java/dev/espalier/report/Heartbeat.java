package dev.espalier.report;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Calls something again and again. */
@FunctionalInterface
public interface Heartbeat {
    /** Calls {@code action} once per {@code period} until the result is closed. */
    Beating start(Duration period, Runnable action);

    interface Beating extends AutoCloseable {
        @Override
        void close();
    }

    /** On a daemon thread of its own for each start. */
    static Heartbeat onThread() {
        return (period, action) -> {
            var scheduler = Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("espalier-progress").unstarted(task));
            var beats = scheduler.scheduleAtFixedRate(action, period.toMillis(), period.toMillis(),
                    TimeUnit.MILLISECONDS);
            return () -> {
                beats.cancel(false);
                scheduler.shutdownNow();
            };
        };
    }
}

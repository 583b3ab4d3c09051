package dev.espalier.backends.shell;

import java.time.Duration;

import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Tells an actor that a time is up.
 *
 * @param message what it is told; no two alarms of an actor's have the same
 */
record Alarm<T>(TimerScheduler<T> timers, T message) {

    /** Puts it off, if it is set already. */
    void set(Duration after) {
        timers.startSingleTimer(message, message, after);
    }

    /** Leaves it as it is, if it is set already. */
    void ensure(Duration after) {
        if (!timers.isTimerActive(message)) {
            set(after);
        }
    }

    void cancel() {
        timers.cancel(message);
    }
}

package dev.espalier.runtime.supervision;

import org.jspecify.annotations.Nullable;

/**
 * The wish of a supervisor that one incarnation stops. It may come before the start function has said how it is
 * to be granted; then it waits for that.
 */
final class StopRequest {

    private enum Progress {
        SETTING_UP,
        OPEN,
        HELD_BACK,
        MADE
    }

    private Progress progress = Progress.SETTING_UP;
    private @Nullable Runnable handler;

    synchronized void handleWith(Runnable chosen) {
        handler = chosen;
    }

    /** Grants the request, now or later: {@code stop} is the way of a child that has not chosen one. */
    synchronized void make(Runnable stop) {
        switch (progress) {
            case SETTING_UP -> progress = Progress.HELD_BACK;
            case OPEN -> {
                progress = Progress.MADE;
                (handler == null ? stop : handler).run();
            }
            case HELD_BACK -> {
            }
            case MADE -> {
            }
        }
    }

    /** Ends the setting up; returns false if the child has to stop now of its own accord. */
    synchronized boolean release() {
        return switch (progress) {
            case SETTING_UP -> {
                progress = Progress.OPEN;
                yield true;
            }
            case HELD_BACK -> {
                progress = Progress.MADE;
                if (handler != null) {
                    handler.run();
                }
                yield handler != null;
            }
            case OPEN -> true;
            case MADE -> true;
        };
    }

    synchronized boolean isMade() {
        return progress == Progress.MADE || progress == Progress.HELD_BACK;
    }
}

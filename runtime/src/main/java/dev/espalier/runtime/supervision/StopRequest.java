package dev.espalier.runtime.supervision;

import org.jspecify.annotations.Nullable;

/**
 * The wish of a supervisor that one incarnation stops. It may come before the start function has said how it is
 * to be granted; then it waits for that.
 */
final class StopRequest {

    private sealed interface Progress {}

    private record SettingUp() implements Progress {}

    private record Open() implements Progress {}

    private record HeldBack() implements Progress {}

    private record Made() implements Progress {}

    private Progress progress = new SettingUp();
    private @Nullable Runnable handler;

    synchronized void handleWith(Runnable chosen) {
        handler = chosen;
    }

    /** Grants the request, now or later: {@code stop} is the way of a child that has not chosen one. */
    synchronized void make(Runnable stop) {
        switch (progress) {
            case SettingUp settingUp -> progress = new HeldBack();
            case Open open -> {
                progress = new Made();
                (handler == null ? stop : handler).run();
            }
            case HeldBack heldBack -> {
            }
            case Made made -> {
            }
        }
    }

    /** Ends the setting up; returns false if the child has to stop now of its own accord. */
    synchronized boolean release() {
        return switch (progress) {
            case SettingUp settingUp -> {
                progress = new Open();
                yield true;
            }
            case HeldBack heldBack -> {
                progress = new Made();
                if (handler != null) {
                    handler.run();
                }
                yield handler != null;
            }
            case Open open -> true;
            case Made made -> true;
        };
    }

    synchronized boolean isMade() {
        return progress instanceof Made || progress instanceof HeldBack;
    }
}

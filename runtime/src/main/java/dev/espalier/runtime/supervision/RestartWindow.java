package dev.espalier.runtime.supervision;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The restarts of the recent past, at most one more than the intensity grants. As in OTP, time is in whole
 * seconds and nothing but its passing empties the window.
 */
final class RestartWindow {

    private final RestartIntensity intensity;
    private final Deque<Long> stamps = new ArrayDeque<>();

    RestartWindow(RestartIntensity intensity) {
        this.intensity = intensity;
    }

    /** Counts a restart and returns whether it is still granted; {@code now} must not run backwards. */
    boolean grants(long now) {
        forgetBefore(now);
        stamps.addLast(now);
        return stamps.size() <= intensity.restarts();
    }

    /** How many more restarts would be granted now. */
    int left(long now) {
        forgetBefore(now);
        return Math.max(0, intensity.restarts() - stamps.size());
    }

    private void forgetBefore(long now) {
        long oldest = now - intensity.period().toSeconds();
        while (!stamps.isEmpty() && stamps.getFirst() < oldest) {
            stamps.removeFirst();
        }
    }
}

package dev.espalier.report;

import java.time.Duration;
import java.util.Locale;

/** Durations for people: {@code 3.2 s}, {@code 2 min 05 s}, {@code 1 h 03 min}. */
public final class ElapsedTime {
    private ElapsedTime() {}

    public static String of(Duration time) {
        if (time.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(time.toMillis() / 100.0) / 10);
        }
        return time.compareTo(Duration.ofHours(1)) < 0
                ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
                : "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
    }
}

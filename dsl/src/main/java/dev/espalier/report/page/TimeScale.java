package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Where in a picture a time is. */
record TimeScale(Instant begin, Instant end) {
    private static final int MOST_TICKS = 10;
    private static final double LATE = 0.95;
    private static final long[] STEPS_MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000,
            30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
            28_800_000, 86_400_000};

    /** A line across the picture, and what stands at it. */
    record Tick(Instant at, String place, String words) {}

    TimeScale {
        if (!end.isAfter(begin)) {
            end = begin.plusMillis(1);
        }
    }

    /** How far to the right, in percent of the picture's width. */
    String place(Instant time) {
        return percent(Math.clamp(share(time), 0, 1));
    }

    /** How wide from one time to another, in percent. */
    String width(Instant from, Instant to) {
        return percent(Math.max(0, Math.clamp(share(to), 0, 1) - Math.clamp(share(from), 0, 1)));
    }

    /** Whether there is no room to the right of it. */
    boolean isLate(Instant time) {
        return share(time) > LATE;
    }

    private double share(Instant time) {
        return (double) Duration.between(begin, time).toNanos() / Duration.between(begin, end).toNanos();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", share * 100);
    }

    /** At round times after the beginning. */
    List<Tick> ticks() {
        var whole = Duration.between(begin, end).toMillis();
        var step = LongStream.of(STEPS_MILLIS)
                .filter(millis -> whole / millis < MOST_TICKS)
                .findFirst()
                .orElse(Math.max(1, whole));
        return LongStream.iterate(0, millis -> millis <= whole, millis -> millis + step)
                .mapToObj(millis -> new Tick(begin.plusMillis(millis), place(begin.plusMillis(millis)), words(millis)))
                .toList();
    }

    private static String words(long millis) {
        var seconds = millis / 1000;
        if (millis % 1000 != 0) {
            return String.format(Locale.ROOT, "%.3f", millis / 1000.0).replaceFirst("0+$", "") + " s";
        }
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
                        : "%d:%02d h".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}

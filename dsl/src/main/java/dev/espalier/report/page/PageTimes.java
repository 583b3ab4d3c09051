package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;

import dev.espalier.report.ElapsedTime;

/** How a page says when something was: by the time since the run began. */
record PageTimes(Instant began) {

    String of(Instant at) {
        return ElapsedTime.of(Duration.between(began, at));
    }

    static String length(Duration took) {
        return took.toMillis() < 1000 ? took.toMillis() + " ms" : ElapsedTime.of(took);
    }
}

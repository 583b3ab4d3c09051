package dev.espalier.report.page;

import java.time.Instant;

/** Something of a machine's that took no time. */
record Moment(Instant at, Kind kind, String text) {
    enum Kind {
        STOPPED,
        DIED,
        RESTARTING,
        SCREENSHOT
    }
}

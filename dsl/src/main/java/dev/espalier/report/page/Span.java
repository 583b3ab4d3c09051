package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that took time.
 *
 * @param label  what it was, on one line or several
 * @param to     its end; none if it never ended
 * @param detail how it ended, in a person's words; empty if that goes without saying
 */
record Span(Kind kind, String label, Instant from, Optional<Instant> to, Outcome outcome, String detail) {
    private static final int LONGEST_LABEL = 300;

    Span {
        label = label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL) + "…";
    }

    enum Kind {
        IMAGE,
        SUBTEST,
        BOOT,
        UP,
        FAULT,
        COMMAND,
        WAIT
    }

    enum Outcome {
        /** As it was to end. */
        DONE,
        /** A command with an exit status other than zero, which may be what the test wanted. */
        NONZERO,
        FAILED,
        /** Nobody wanted it any more. */
        GIVEN_UP,
        /** The run ended before it did. */
        UNENDED
    }

    static Span begun(Kind kind, String label, Instant from) {
        return new Span(kind, label, from, Optional.empty(), Outcome.UNENDED, "");
    }

    Span ended(Instant at, Outcome how, String words) {
        return new Span(kind, label, from, Optional.of(at), how, words);
    }

    /** @param last when the run ended, if this never did */
    Instant end(Instant last) {
        return to.orElse(last);
    }

    Duration length(Instant last) {
        return Duration.between(from, end(last));
    }

    /** Whether a person who looks for what went wrong has to see it. */
    boolean isNotable() {
        return switch (outcome) {
            case DONE -> false;
            case NONZERO -> false;
            case GIVEN_UP -> false;
            case FAILED -> true;
            case UNENDED -> true;
        };
    }
}

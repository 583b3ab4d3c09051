package dev.espalier.report;

import java.time.Duration;

/** How a run ended. */
public sealed interface Verdict {
    record Passed() implements Verdict {}

    record Failed(Failure failure) implements Verdict {}

    /** The global timeout ended the run. */
    record TimedOut(Duration limit) implements Verdict {}

    /** @param signal such as {@code SIGINT} */
    record Interrupted(String signal) implements Verdict {}
}

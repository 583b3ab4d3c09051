package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.espalier.report.Failure;
import dev.espalier.report.page.Span.Kind;
import dev.espalier.report.page.Span.Outcome;

/**
 * A named part of a test.
 *
 * @param path the names of those around it and its own
 */
record Subtest(List<String> path, Instant from, Result result) {

    sealed interface Result {
        record Passed(Duration took) implements Result {}

        record Failed(Duration took, Failure failure) implements Result {}

        /** The run ended before it did. */
        record Unended() implements Result {}
    }

    Subtest {
        path = List.copyOf(path);
    }

    String name() {
        return path.getLast();
    }

    Subtest ended(Result how) {
        return new Subtest(path, from, how);
    }

    Span span() {
        var begun = Span.begun(Kind.SUBTEST, name(), from);
        return switch (result) {
            case Result.Passed(var took) -> begun.ended(from.plus(took), Outcome.DONE, "passed");
            case Result.Failed(var took, var failure) ->
                begun.ended(from.plus(took), Outcome.FAILED, "failed: " + failure.headline());
            case Result.Unended unended -> begun;
        };
    }
}

package dev.espalier.report.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.report.Failure;
import dev.espalier.report.Verdict;
import dev.espalier.report.page.Span.Outcome;

/** Why the run did not pass, with the evidence, and how to have that again. */
record FailureSection(RunStory run, Optional<Reproduction> reproduction) {
    private static final int MOST_TEXT = 40_000;

    Markup markup() {
        return run.verdict().map(this::of).orElseGet(() -> section(unfinished()));
    }

    private Markup of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> Markup.NOTHING;
            case Verdict.Failed(var failure) -> section(Stream.concat(
                    Stream.of(of(failure)), otherDeaths(failure)).collect(Markup.joined()));
            case Verdict.TimedOut late -> section(unfinished());
            case Verdict.Interrupted interrupted -> section(unfinished());
        };
    }

    private Markup section(Markup content) {
        return Markup.of("<section id=\"failure\"><h2>What went wrong</h2>\n{}\n{}</section>", content,
                reproduction.map(FailureSection::of).orElse(Markup.NOTHING));
    }

    private static Markup of(Reproduction how) {
        return Markup.of("<dl>\n{}{}</dl>\n", command("Run it again", how.again()),
                how.prompt().map(prompt -> command("Look at its machines", prompt)).orElse(Markup.NOTHING));
    }

    private static Markup command(String what, String command) {
        return Markup.of("<dt>{}</dt><dd><code>{}</code></dd>\n", what, command);
    }

    private Markup of(Failure failure) {
        var where = failedSubtest(failure)
                .map(subtest -> Markup.of("<p class=\"note\">in the subtest {}</p>",
                        String.join(" / ", subtest.path())))
                .orElse(Markup.NOTHING);
        return Markup.of("<p class=\"what\">{}</p>\n{}\n{}\n{}", failure.headline(), where, block(failure.details()),
                evidence(failure.message()));
    }

    /** All that a message says after its first line. */
    private static Markup evidence(String message) {
        var lines = message.lines().dropWhile(String::isBlank).skip(1).collect(Collectors.joining("\n"));
        return FailureText.of(lines)
                .blocks()
                .stream()
                .map(block -> Markup.of("{}{}", block.heading()
                        .map(heading -> Markup.of("<h3>{}</h3>\n", heading))
                        .orElse(Markup.NOTHING), block(block.text())))
                .collect(Markup.joined());
    }

    private static Markup block(String text) {
        return text.isBlank()
                ? Markup.NOTHING
                : Markup.of("<pre tabindex=\"0\">{}</pre>",
                        text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "\n…");
    }

    /** The innermost one that it made fail. */
    private Optional<Subtest> failedSubtest(Failure failure) {
        return run.subtests()
                .stream()
                .filter(subtest -> subtest.result() instanceof Subtest.Result.Failed(var took, var its)
                        && its.equals(failure))
                .max(Comparator.comparingInt(subtest -> subtest.path().size()));
    }

    private Stream<Markup> otherDeaths(Failure failure) {
        return run.machines()
                .stream()
                .flatMap(machine -> machine.moments().stream())
                .filter(moment -> moment.kind() == Moment.Kind.DIED && !failure.text().contains(moment.text()))
                .map(moment -> Markup.of("<p class=\"what\">{}</p>\n{}", moment.text().lines().findFirst().orElse(""),
                        evidence(moment.text())));
    }

    /** What each machine was asked last, if that did not come to its end. */
    private Markup unfinished() {
        var cut = run.machines().stream().flatMap(machine -> last(machine).stream()).toList();
        return cut.isEmpty()
                ? Markup.of("<p>{}</p>", "The run ended before its script did.")
                : Markup.of(
                        "<p>The run ended before its script did. What did not come to its end:</p>\n<ul>\n{}\n</ul>",
                        Markup.all(cut));
    }

    private List<Markup> last(MachineStory machine) {
        return Stream.of(machine.states(), machine.activities())
                .flatMap(spans -> spans.all().stream().skip(Math.max(0, spans.all().size() - 1)))
                .filter(span -> span.kind() != Span.Kind.UP && isCut(span.outcome()))
                .map(span -> Markup.of("<li><strong>{}</strong>: {}{}, for {}</li>", machine.name(),
                        SpanWords.before(span.kind()), Markup.of("<code>{}</code>", SpanWords.oneLine(span)),
                        PageTimes.length(span.length(run.last()))))
                .toList();
    }

    private static boolean isCut(Outcome outcome) {
        return switch (outcome) {
            case DONE, NONZERO -> false;
            case FAILED, GIVEN_UP, UNENDED -> true;
        };
    }
}

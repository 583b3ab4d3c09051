package dev.espalier.report.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import dev.espalier.report.ElapsedTime;
import dev.espalier.report.Verdict;

/** How the run ended, before all else. */
record Headline(RunStory run) {
    private static final DateTimeFormatter BEGIN = DateTimeFormatter
            .ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** @param tone the style's name for it */
    private record Words(String tone, String symbol, String words) {}

    String title() {
        return words().words() + ": " + run.test();
    }

    Markup markup() {
        var words = words();
        return Markup.of("""
                <header class="{}">
                <p class="verdict"><span class="symbol" aria-hidden="true">{}</span> {}</p>
                <h1>{}</h1>
                <p class="note">{} · {} · {}</p>
                </header>""", words.tone(), words.symbol(), words.words(), run.test(),
                "took " + ElapsedTime.of(run.took()), "began " + BEGIN.format(run.began()), counts());
    }

    private Words words() {
        return run.verdict().map(verdict -> switch (verdict) {
            case Verdict.Passed() -> new Words("passed", "✓", "Passed");
            case Verdict.Failed failed -> new Words("failed", "✗", "Failed");
            case Verdict.TimedOut(var limit) ->
                new Words("failed", "✗", "Failed: the global timeout of " + ElapsedTime.of(limit) + " is over");
            case Verdict.Interrupted(var signal) -> new Words("broken", "■", "Interrupted by " + signal);
        }).orElse(new Words("broken", "■", "Ended without a verdict"));
    }

    private String counts() {
        var failed = run.subtests().stream().filter(subtest -> !(subtest.result() instanceof Subtest.Result.Passed));
        var notPassed = failed.count();
        var subtests = run.subtests().size();
        return count(run.machines().size(), "machine") + (subtests == 0 ? "" : " · " + count(subtests, "subtest"))
                + (notPassed == 0 ? "" : ", " + notPassed + " not passed");
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

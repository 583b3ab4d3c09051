package dev.espalier.report.page;

import dev.espalier.report.page.Subtest.Result;

/**
 * The named parts of the test, and how each ended.
 *
 * @param unended what those are that have not
 */
record SubtestSection(RunStory run, Unended unended) {
    private static final int DEEPEST = 5;

    enum Unended {
        RUNNING("running", "●", "running"),
        BROKEN_OFF("broken", "■", "did not end");

        private final String tone;
        private final String symbol;
        private final String words;

        Unended(String tone, String symbol, String words) {
            this.tone = tone;
            this.symbol = symbol;
            this.words = words;
        }
    }

    Markup markup() {
        if (run.subtests().isEmpty()) {
            return Markup.NOTHING;
        }
        return Markup.of("""
                <section id="subtests"><h2>Subtests</h2>
                <ol class="subtests">
                {}
                </ol></section>""", run.subtests().stream().map(this::item).collect(Markup.joined()));
    }

    private Markup item(Subtest subtest) {
        return Markup.of("<li class=\"{} depth{}\">{} <span class=\"note\">{}</span>{}</li>", tone(subtest.result()),
                Math.min(DEEPEST, subtest.path().size() - 1), Markup.of("{} {}", symbol(subtest.result()),
                        subtest.name()),
                "at " + new PageTimes(run.began()).of(subtest.from()) + took(subtest.result()),
                why(subtest.result()));
    }

    private String tone(Result result) {
        return switch (result) {
            case Result.Passed passed -> "passed";
            case Result.Failed failed -> "failed";
            case Result.Unended open -> unended.tone;
        };
    }

    private Markup symbol(Result result) {
        return switch (result) {
            case Result.Passed passed -> symbol("✓", "passed:");
            case Result.Failed failed -> symbol("✗", "failed:");
            case Result.Unended open -> symbol(unended.symbol, unended.words + ":");
        };
    }

    private static Markup symbol(String symbol, String spoken) {
        return Markup.of("<span class=\"symbol\" aria-hidden=\"true\">{}</span><span class=\"spoken\">{}</span>",
                symbol,
                spoken);
    }

    private String took(Result result) {
        return switch (result) {
            case Result.Passed(var took) -> ", took " + PageTimes.length(took);
            case Result.Failed(var took, var failure) -> ", took " + PageTimes.length(took);
            case Result.Unended open -> ", " + unended.words;
        };
    }

    private static Markup why(Result result) {
        return switch (result) {
            case Result.Failed(var took, var failure) ->
                Markup.of("<br><span class=\"why\">{}</span>", failure.headline());
            case Result.Passed passed -> Markup.NOTHING;
            case Result.Unended unended -> Markup.NOTHING;
        };
    }
}

package dev.espalier.report.page;

import dev.espalier.report.LogLevel;

/** What the test and its machines had to say. */
record LogSection(RunStory run) {
    private static final int LONGEST_LINE = 1000;

    Markup markup() {
        if (run.log().isEmpty()) {
            return Markup.NOTHING;
        }
        var leftOut = run.logLinesLeftOut();
        return Markup.of("""
                <section id="log"><h2>Log</h2>
                {}
                <pre class="lines" tabindex="0">{}</pre>
                </section>""", leftOut == 0
                ? Markup.NOTHING
                : Markup.of("<p class=\"note\">{} more before these are in events.jsonl alone.</p>", leftOut),
                run.log().stream().map(this::line).collect(Markup.joined()));
    }

    private Markup line(LogLine line) {
        var text = line.machine().map(machine -> machine + ": ").orElse("") + line.text();
        return Markup.of("<span class=\"line {}\">{}  {}{}</span>", tone(line.level()),
                "%11s".formatted(new PageTimes(run.began()).of(line.at())), word(line.level()),
                text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…");
    }

    private static String tone(LogLevel level) {
        return switch (level) {
            case DEBUG, INFO -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
        };
    }

    private static String word(LogLevel level) {
        return switch (level) {
            case DEBUG, INFO -> "";
            case WARNING -> "warning: ";
            case ERROR -> "error: ";
        };
    }
}

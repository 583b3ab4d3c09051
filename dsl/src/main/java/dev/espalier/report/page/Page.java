package dev.espalier.report.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A run as one page, which needs nothing but itself. */
record Page(RunStory run, Evidence evidence, Optional<Reproduction> reproduction) {
    private static final Resource FRAME = Resource.named("page.html");
    private static final Resource STYLE = Resource.named("page.css");
    private static final Resource SCRIPT = Resource.named("page.js");

    String html() throws IOException {
        var headline = new Headline(run);
        Map<String, Markup> parts = new HashMap<>();
        parts.put("policy",
                new Markup("default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
                        + STYLE.hash() + "; script-src " + SCRIPT.hash()));
        parts.put("style", STYLE.markup());
        parts.put("script", SCRIPT.markup());
        parts.put("title", Markup.text(headline.title()));
        parts.put("headline", headline.markup());
        parts.put("failure", new FailureSection(run, reproduction).markup());
        parts.put("timeline", new TimelineSection(run).markup());
        parts.put("subtests", new SubtestSection(run, SubtestSection.Unended.BROKEN_OFF).markup());
        parts.put("screenshots", new ScreenshotSection(run, evidence).markup());
        parts.put("consoles", new ConsoleSection(run, evidence).markup());
        parts.put("log", new LogSection(run).markup());
        parts.put("tree", new TreeSection(run).markup());
        parts.put("environment", new FactsSection(run).markup());
        return FRAME.filled(parts).html();
    }
}

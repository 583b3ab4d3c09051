package dev.espalier.report.page;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent;

/**
 * A run as a page that changes while it runs: a frame that stays, and parts in it that are replaced by newer ones. What
 * guests wrote is text in them. Safe for use by several threads.
 */
public final class LivePage {
    private static final Resource FRAME = Resource.named("live.html");
    private static final Resource STYLE = Resource.named("page.css");
    private static final Resource LIVE_STYLE = Resource.named("live.css");
    private static final Resource SCRIPT = Resource.named("live.js");
    /** The timeline grows by so many seconds at once, and is the same in between. */
    private static final long TIMELINE_STEP = 2;

    private final RunStory run = new RunStory();
    private final Evidence evidence;

    /** @param directory where the run's consoles are */
    public LivePage(OutputDirectory directory) {
        this.evidence = new Evidence(directory);
    }

    public synchronized void apply(TestEvent event) {
        run.apply(event);
    }

    /** The frame with empty places for the parts; it loads nothing from anywhere but the stream that it is served with. */
    public synchronized String frame() {
        Map<String, Markup> values = new HashMap<>();
        values.put("policy", Markup.text(policy()));
        values.put("style", STYLE.markup());
        values.put("livestyle", LIVE_STYLE.markup());
        values.put("script", SCRIPT.markup());
        values.put("title", Markup.text(run.test()));
        return FRAME.filled(values).html();
    }

    /** What the frame's browser is to allow it. */
    public static String policy() {
        return "default-src 'none'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; style-src "
                + STYLE.hash() + " " + LIVE_STYLE.hash() + "; script-src " + SCRIPT.hash();
    }

    /**
     * The parts as they are now, by the ids of their places; empty ones have nothing to show.
     *
     * @param tree of the supervisors, as {@code TreeJson} has it; without one, the part is as it was
     */
    public synchronized SequencedMap<String, String> parts(Instant now, Optional<JsonNode> tree) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("headline",
                run.verdict().isEmpty() ? LiveHeadline.of(run).html() : new Headline(run).markup().html());
        parts.put("failure", run.verdict().isEmpty() ? "" : new FailureSection(run, Optional.empty()).markup().html());
        parts.put("machines", new LiveMachines(run, evidence).markup().html());
        tree.ifPresent(members -> parts.put("tree", LiveTree.of(members).html()));
        if (run.verdict().isEmpty()) {
            run.lasts(Instant.ofEpochSecond(now.getEpochSecond() / TIMELINE_STEP * TIMELINE_STEP));
        }
        parts.put("timeline", new TimelineSection(run).markup().html());
        parts.put("subtests", new SubtestSection(run, run.verdict().isEmpty()
                ? SubtestSection.Unended.RUNNING
                : SubtestSection.Unended.BROKEN_OFF).markup().html());
        parts.put("log", new LogSection(run).markup().html());
        parts.put("environment", new FactsSection(run).markup().html());
        return parts;
    }
}

package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.espalier.report.page.Span.Kind;
import dev.espalier.report.page.Span.Outcome;

/** What happened when, as a picture and as a table. */
final class TimelineSection {
    private static final int MOST_BARS = 600;
    private static final int LEAST_BARS = 20;

    private final RunStory run;
    private final TimeScale scale;
    private final PageTimes times;
    private final int most;

    TimelineSection(RunStory run) {
        this.run = run;
        this.scale = new TimeScale(run.began(), run.last());
        this.times = new PageTimes(run.began());
        this.most = Math.max(LEAST_BARS, MOST_BARS / (run.machines().size() + 1));
    }

    Markup markup() {
        var rows = new ArrayList<Markup>();
        rows.add(test());
        run.machines().forEach(machine -> rows.add(row(machine)));
        return Markup.of("""
                <section id="timeline"><h2>Timeline</h2>
                {}
                <div class="scroll" tabindex="0" role="group" aria-label="timeline"><div class="timeline">
                {}
                {}
                </div></div>
                <p class="picked note" aria-live="polite">Point at a bar to read what it is.</p>
                {}
                {}
                </section>""", LEGEND, Picture.axis(scale), Markup.all(rows), leftOut(), table());
    }

    private static final Markup LEGEND = new Markup("""
            <ul class="legend" aria-label="legend">
            <li><svg width="26" height="14"><rect class="boot" width="100%" height="100%" rx="2"/></svg> booting</li>
            <li><svg width="26" height="14"><rect class="up" width="100%" height="100%" rx="2"/></svg> up</li>
            <li><svg width="26" height="14"><rect class="command" width="100%" height="100%" rx="2"/></svg> command</li>
            <li><svg width="26" height="14"><rect class="wait" width="100%" height="100%" rx="2"/></svg> wait</li>
            <li><svg width="26" height="14"><rect class="fault" width="100%" height="100%" rx="2"/></svg> network fault</li>
            <li>✗ failed</li><li>≠0 exit status</li><li>⊘ given up</li><li>■ stopped</li><li>▣ screenshot</li>
            </ul>""");

    private Markup test() {
        var picture = new Picture(scale);
        var images = run.images().all();
        var subtests = run.subtests().stream().map(Subtest::span).toList();
        picture.add(Spans.notable(images, most, run.last()));
        picture.add(Spans.notable(subtests, most, run.last()));
        return images.isEmpty() && subtests.isEmpty()
                ? Markup.NOTHING
                : row(Markup.of("{}", "Test"), Headline.count(subtests.size(), "subtest"),
                        picture.markup("Test: " + Headline.count(subtests.size(), "subtest")));
    }

    private Markup row(MachineStory machine) {
        var picture = new Picture(scale);
        picture.add(Spans.notable(machine.states().all(), most, run.last()));
        if (machine.states().all().isEmpty()) {
            picture.add(List.of());
        }
        picture.add(Spans.notable(machine.links().all(), most, run.last()));
        picture.add(Spans.notable(machine.activities().all(), most, run.last()));
        machine.moments().forEach(picture::mark);
        var summary = summary(machine);
        return row(Markup.of("<a href=\"#console-{}\">{}</a>", machine.name(), machine.name()), summary,
                picture.markup(machine.name() + ": " + summary));
    }

    private static Markup row(Markup name, String summary, Markup picture) {
        return Markup.of("<div class=\"row\"><h3>{} <span class=\"note\">{}</span></h3>\n{}\n</div>", name, summary,
                picture);
    }

    /** A row in one line. */
    private String summary(MachineStory machine) {
        var words = new ArrayList<String>();
        var boots = machine.states().all().stream().filter(span -> span.kind() == Kind.BOOT).toList();
        if (boots.isEmpty()) {
            words.add("never started");
        } else {
            words.add((boots.size() == 1 ? "booted in " : boots.size() + " boots, the first in ")
                    + PageTimes.length(boots.getFirst().length(run.last())));
        }
        words.addAll(counts(machine, Kind.COMMAND, "command"));
        words.addAll(counts(machine, Kind.WAIT, "wait"));
        machine.moments()
                .stream()
                .filter(moment -> moment.kind() != Moment.Kind.SCREENSHOT)
                .max(Comparator.comparing(Moment::at))
                .ifPresent(moment -> words.add(switch (moment.kind()) {
                    case DIED -> "died at " + times.of(moment.at());
                    case STOPPED -> "stopped at " + times.of(moment.at());
                    case RESTARTING -> "restarted after it died";
                    case SCREENSHOT -> "";
                }));
        return String.join(", ", words);
    }

    private static List<String> counts(MachineStory machine, Kind kind, String what) {
        var spans = machine.activities().all().stream().filter(span -> span.kind() == kind).toList();
        var failed = spans.stream().filter(span -> span.outcome() == Outcome.FAILED).count();
        return spans.isEmpty()
                ? List.of()
                : List.of(Headline.count(spans.size(), what)
                        + (failed == 0 ? "" : " (" + failed + " failed)"));
    }

    private Markup leftOut() {
        var count = run.machines().stream().mapToInt(machine -> leftOut(machine.activities())).sum();
        return count == 0
                ? Markup.NOTHING
                : Markup.of(
                        "<p class=\"note\">{} more commands and waits, the shortest, are in events.jsonl alone.</p>",
                        count);
    }

    private int leftOut(Spans spans) {
        return spans.leftOut() + Math.max(0, spans.all().size() - most);
    }

    private record Line(Instant at, String who, String what, String took, String ending) {}

    private Markup table() {
        var lines = Stream.concat(Stream.concat(
                run.images().all().stream().map(span -> line("test", span)),
                run.subtests().stream().map(subtest -> line("test", subtest.span())).limit(most)),
                run.machines().stream().flatMap(this::lines)).sorted(Comparator.comparing(Line::at)).toList();
        return Markup.of("""
                <details><summary>The same as a table ({} lines)</summary>
                <div class="scroll" tabindex="0" role="group" aria-label="timeline as a table"><table>
                <thead><tr><th>at</th><th>who</th><th>what</th><th>took</th><th>ended</th></tr></thead>
                <tbody>
                {}
                </tbody></table></div></details>""", lines.size(), lines.stream()
                .map(line -> Markup.of("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                        times.of(line.at()), line.who(), line.what(), line.took(), line.ending()))
                .collect(Markup.joined()));
    }

    private Stream<Line> lines(MachineStory machine) {
        return Stream.concat(
                Stream.of(machine.states(), machine.links(), machine.activities())
                        .flatMap(spans -> Spans.notable(spans.all(), most, run.last()).stream())
                        .map(span -> line(machine.name(), span)),
                machine.moments()
                        .stream()
                        .map(moment -> new Line(moment.at(), machine.name(),
                                moment.text().lines().findFirst().orElse(""), "", "")));
    }

    private Line line(String who, Span span) {
        return new Line(span.from(), who, SpanWords.before(span.kind()) + SpanWords.oneLine(span),
                PageTimes.length(Duration.between(span.from(), span.end(run.last()))),
                SpanWords.symbol(span) + SpanWords.ending(span));
    }
}

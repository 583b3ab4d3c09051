package dev.espalier.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.bench.Range;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Summary;
import dev.espalier.bench.result.Work;
import dev.espalier.report.page.Markup;

/** The phases of a machine's boot one after the other, and the floor's boot below them. */
record BootPlot(Report report, Setting setting) {
    private static final int WIDTH = 400;
    private static final int BAR = 26;
    private static final int BELOW = 24;
    private static final int GAP = 6;
    private static final int MARGIN = 24;
    private static final String FLOOR = "floor";
    private static final List<Work> PHASES = Stream.of(Work.values())
            .filter(work -> work.group() == Work.Group.BOOT)
            .toList();

    private record Phase(Work work, Range until) {
        /** The same for one phase in all plots. */
        String colour() {
            return "fill" + PHASES.indexOf(work);
        }
    }

    /** Nothing if not even the shell's answer was measured often enough. */
    Optional<Markup> markup() {
        var phases = phases();
        if (phases.stream().noneMatch(phase -> phase.work() == Work.SHELL)) {
            return Optional.empty();
        }
        var floor = range(Work.SHELL, Contender.FLOOR);
        var x = Axis.linear(Stream.concat(phases.stream().map(Phase::until), floor.stream())
                .mapToDouble(Range::highest), WIDTH - 2 * MARGIN);
        var height = BAR + (floor.isPresent() ? BAR + GAP : 0) + BELOW;
        var shapes = new ArrayList<Markup>();
        x.ticks().forEach(tick -> shapes.add(tick(x, tick, height)));
        var from = 0.0;
        for (var phase : phases) {
            shapes.add(bar(x, phase, from));
            from = phase.until().median();
        }
        floor.ifPresent(range -> shapes.add(Markup.of("""
                <rect class="phase {}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>\
                <line class="range" x1="{}" x2="{}" y1="{}" y2="{}"/>""", FLOOR, MARGIN, BAR + GAP,
                at(x.place(range.median())), BAR, "floor, " + Work.SHELL.title(), at(MARGIN + x.place(range.lowest())),
                at(MARGIN + x.place(range.highest())), BAR + GAP + BAR / 2, BAR + GAP + BAR / 2)));
        return Optional.of(Markup.of("""
                <figure><figcaption>{}</figcaption><svg role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg>\
                <ul class="key">{}</ul></figure>""", setting.words() + ": milliseconds since the order to start",
                "phases of the boot of " + setting.words(), WIDTH, height, Markup.all(shapes), key(phases, floor)));
    }

    private List<Phase> phases() {
        var phases = new ArrayList<Phase>();
        PHASES.forEach(work -> range(work, Contender.ESPALIER)
                .ifPresent(range -> phases.add(new Phase(work, range))));
        phases.sort(Comparator.comparingDouble(phase -> phase.until().median()));
        return phases;
    }

    private Optional<Range> range(Work work, Contender contender) {
        return report.summary(Row.of(setting, work), contender).flatMap(Summary::typical);
    }

    private static Markup tick(Axis x, double tick, int height) {
        return Markup.of("""
                <line class="grid" x1="{}" x2="{}" y1="0" y2="{}"/>\
                <text class="tick middle" x="{}" y="{}">{}</text>""", at(MARGIN + x.place(tick)),
                at(MARGIN + x.place(tick)), height - BELOW, at(MARGIN + x.place(tick)), height - 8,
                Axis.words(tick));
    }

    private static Markup bar(Axis x, Phase phase, double from) {
        return Markup.of("""
                <rect class="phase {}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>""",
                phase.colour(), at(MARGIN + x.place(from)), at(x.place(phase.until().median()) - x.place(from)), BAR,
                words(phase));
    }

    private static String words(Phase phase) {
        return phase.work().title() + ": " + phase.until().show(phase.work().unit()) + " ms";
    }

    private static Markup key(List<Phase> phases, Optional<Range> floor) {
        var lines = new ArrayList<Markup>();
        phases.forEach(phase -> lines.add(entry(phase.colour(), words(phase))));
        floor.ifPresent(range -> lines.add(entry(FLOOR,
                "floor, " + words(new Phase(Work.SHELL, range)))));
        return Markup.all(lines);
    }

    private static Markup entry(String colour, String words) {
        return Markup.of(
                """
                <li><svg aria-hidden="true" viewBox="0 0 26 10"><rect class="{}" width="26" height="10"/></svg> {}</li>""",
                colour, words);
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}

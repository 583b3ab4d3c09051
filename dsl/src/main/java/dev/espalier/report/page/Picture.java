package dev.espalier.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One row of the timeline: spans in lanes, moments in the first of them, and lines at round times. */
final class Picture {
    private static final int LANE = 20;
    private static final int BAR = 17;
    private static final int MOST_LANES = 24;
    /** The share of the picture's width from which on a bar has words. */
    private static final double WORDS_FROM = 0.006;

    private final TimeScale scale;
    private final PageTimes times;
    private final List<Markup> shapes = new ArrayList<>();
    private int lanes;

    Picture(TimeScale scale) {
        this.scale = scale;
        this.times = new PageTimes(scale.begin());
    }

    /** Below what is there already; of very many at once only some. */
    void add(List<Span> spans) {
        for (var lane : Lanes.of(spans, scale.end()).lanes().stream().limit(MOST_LANES).toList()) {
            lane.forEach(span -> shapes.add(bar(span, lanes * LANE)));
            lanes++;
        }
    }

    void mark(Moment moment) {
        shapes.add(Markup.of("""
                <svg class="mark {}" x="{}" y="0" width="1" height="{}" overflow="visible"><title>{}</title>\
                <line y2="100%"/><text{} y="13">{}</text></svg>""", tone(moment.kind()), scale.place(moment.at()),
                LANE, times.of(moment.at()) + ": " + moment.text(),
                new Markup(scale.isLate(moment.at()) ? " class=\"late\" x=\"-3\"" : " x=\"3\""),
                symbol(moment.kind())));
    }

    private Markup bar(Span span, int y) {
        var end = span.end(scale.end());
        var words = SpanWords.symbol(span) + SpanWords.oneLine(span);
        var share = (double) Duration.between(span.from(), end).toNanos()
                / Math.max(1, Duration.between(scale.begin(), scale.end()).toNanos());
        return Markup.of("""
                <svg class="bar {}" x="{}" y="{}" width="{}" height="{}"{}><title>{}</title>\
                <rect width="100%" height="100%" rx="2"/>{}</svg>""", SpanWords.tone(span),
                scale.place(span.from()), y, scale.width(span.from(), end), BAR,
                share < WORDS_FROM ? new Markup(" overflow=\"visible\"") : Markup.NOTHING,
                title(span, end),
                share < WORDS_FROM ? Markup.NOTHING : Markup.of("<text x=\"4\" y=\"13\">{}</text>", words));
    }

    private String title(Span span, Instant end) {
        var ending = SpanWords.ending(span);
        return SpanWords.before(span.kind()) + SpanWords.oneLine(span) + (ending.isEmpty() ? "" : ", " + ending)
                + ": at " + times.of(span.from()) + " for " + PageTimes.length(Duration.between(span.from(), end));
    }

    /** @param words all that it shows, for those who do not see it */
    Markup markup(String words) {
        var height = Math.max(1, lanes) * LANE;
        var grid = scale.ticks()
                .stream()
                .map(tick -> Markup.of("<line class=\"grid\" x1=\"{}\" x2=\"{}\" y2=\"100%\"/>", tick.place(),
                        tick.place()))
                .collect(Markup.joined());
        return Markup.of("<svg role=\"img\" aria-label=\"{}\" width=\"100%\" height=\"{}\">{}\n{}</svg>", words, height,
                grid, Markup.all(shapes));
    }

    /** The times that the lines of all rows stand for. */
    static Markup axis(TimeScale scale) {
        var words = new ArrayList<Markup>();
        for (var tick : scale.ticks()) {
            words.add(Markup.of("<text{} x=\"{}\" y=\"12\">{}</text>",
                    new Markup(scale.isLate(tick.at()) ? " class=\"late\"" : ""), tick.place(), tick.words()));
        }
        return Markup.of(
                "<svg class=\"axis\" aria-hidden=\"true\" width=\"100%\" height=\"16\" overflow=\"visible\">{}</svg>",
                Markup.all(words));
    }

    private static String tone(Moment.Kind kind) {
        return switch (kind) {
            case STOPPED -> "stopped";
            case DIED -> "died";
            case RESTARTING -> "restarting";
            case SCREENSHOT -> "screenshot";
        };
    }

    private static String symbol(Moment.Kind kind) {
        return switch (kind) {
            case STOPPED -> "■";
            case DIED -> "✗ died";
            case RESTARTING -> "✗ ↻";
            case SCREENSHOT -> "▣";
        };
    }
}

package dev.espalier.bench.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import dev.espalier.report.page.Markup;

/**
 * Curves over one another.
 *
 * @param title what they show
 * @param across what is from left to right
 */
record LinePlot(String title, String across, Axis.Scale scale, List<Curve> curves) {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 190;
    private static final int LEFT = 46;
    private static final int BELOW = 34;
    private static final int ABOVE = 8;
    private static final int RIGHT = 24;
    private static final int STYLES = 7;
    /** Of a curve of more nobody looks for the single one. */
    private static final int MOST_DOTS = 10;

    /**
     * One of them.
     *
     * @param style a number that is the same in all plots for what is the same
     */
    record Curve(String name, int style, List<Point> points) {}

    record Point(double x, double y) {}

    Markup markup() {
        var x = axis(points().mapToDouble(Point::x));
        var y = Axis.linear(points().mapToDouble(Point::y), HEIGHT - ABOVE - BELOW);
        var shapes = curves.stream().map(curve -> shape(curve, x, y)).collect(Markup.joined());
        return Markup.of("""
                <figure><figcaption>{}</figcaption><svg role="img" aria-label="{}" viewBox="0 0 {} {}">{}
                {}
                {}
                <text class="tick end" x="{}" y="{}">{}</text></svg>{}</figure>""", title,
                title + ": " + curves.stream().map(Curve::name).collect(Collectors.joining(", ")), WIDTH, HEIGHT,
                across(x), upwards(y), shapes, WIDTH - RIGHT, HEIGHT - 4, across, key());
    }

    private Stream<Point> points() {
        return curves.stream().flatMap(curve -> curve.points().stream());
    }

    private Axis axis(DoubleStream values) {
        var length = WIDTH - LEFT - RIGHT;
        return switch (scale) {
            case LINEAR -> Axis.linear(values, length);
            case LOGARITHMIC -> Axis.logarithmic(values, length);
        };
    }

    private static Markup across(Axis x) {
        return x.ticks()
                .stream()
                .map(tick -> Markup.of("""
                        <line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>\
                        <text class="tick middle" x="{}" y="{}">{}</text>""", at(LEFT + x.place(tick)),
                        at(LEFT + x.place(tick)), ABOVE, HEIGHT - BELOW, at(LEFT + x.place(tick)),
                        HEIGHT - BELOW + 15, Axis.words(tick)))
                .collect(Markup.joined());
    }

    private static Markup upwards(Axis y) {
        return y.ticks()
                .stream()
                .map(tick -> Markup.of("""
                        <line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>\
                        <text class="tick end" x="{}" y="{}">{}</text>""", LEFT, WIDTH - RIGHT, at(height(y, tick)),
                        at(height(y, tick)), LEFT - 6, at(height(y, tick) + 4), Axis.words(tick)))
                .collect(Markup.joined());
    }

    private static double height(Axis y, double value) {
        return HEIGHT - BELOW - y.place(value);
    }

    private static Markup shape(Curve curve, Axis x, Axis y) {
        var style = curve.style() % STYLES;
        var places = curve.points()
                .stream()
                .map(point -> at(LEFT + x.place(point.x())) + "," + at(height(y, point.y())))
                .collect(Collectors.joining(" "));
        var line = Markup.of("<polyline class=\"curve line{} dash{}\" points=\"{}\"><title>{}</title></polyline>",
                style,
                style, places, curve.name());
        return curve.points().size() > MOST_DOTS ? line : Markup.all(List.of(line, dots(curve, x, y)));
    }

    private static Markup dots(Curve curve, Axis x, Axis y) {
        return curve.points()
                .stream()
                .map(point -> Markup.of("<circle class=\"point fill{}\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
                        curve.style() % STYLES, at(LEFT + x.place(point.x())), at(height(y, point.y()))))
                .collect(Markup.joined());
    }

    private Markup key() {
        return Markup.of("<ul class=\"key\">{}</ul>",
                curves.stream()
                        .map(curve -> Markup.of("""
                                <li><svg aria-hidden="true" viewBox="0 0 26 10"><line class="curve line{} dash{}" x2="26" \
                                y1="5" y2="5"/></svg> {}</li>""", curve.style() % STYLES, curve.style() % STYLES,
                                curve.name()))
                        .collect(Markup.joined()));
    }

    private static String at(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}

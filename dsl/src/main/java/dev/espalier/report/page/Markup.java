package dev.espalier.report.page;

import java.util.Collection;
import java.util.stream.Collector;
import java.util.stream.Collectors;

import dev.espalier.source.PrintableText;

/** HTML that is safe to show: what anybody else wrote is in it as text alone. */
public record Markup(String html) {
    private static final String HOLE = "{}";

    public static final Markup NOTHING = new Markup("");

    /** A text as it reads: without escape sequences, with other invisible characters written out. */
    public static Markup text(String text) {
        var printable = text.lines().map(PrintableText::of).collect(Collectors.joining("\n"));
        var html = new StringBuilder(printable.length() + printable.length() / 8);
        for (int at = 0; at < printable.length(); at++) {
            var c = printable.charAt(at);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return new Markup(html.toString());
    }

    /**
     * Our own HTML with values in its holes.
     *
     * @param html   a constant; each {@value #HOLE} in it is a hole, inside an element or a quoted attribute
     * @param values markup stays as it is, all else becomes {@link #text}; as many as there are holes
     */
    public static Markup of(String html, Object... values) {
        var filled = new StringBuilder();
        var from = 0;
        for (var value : values) {
            var hole = html.indexOf(HOLE, from);
            if (hole < 0) {
                throw new IllegalArgumentException(values.length + " values are too many for " + html);
            }
            filled.append(html, from, hole)
                    .append(value instanceof Markup markup ? markup.html : text(String.valueOf(value)).html);
            from = hole + HOLE.length();
        }
        if (html.indexOf(HOLE, from) >= 0) {
            throw new IllegalArgumentException(values.length + " values are too few for " + html);
        }
        return new Markup(filled.append(html, from, html.length()).toString());
    }

    public static Markup all(Collection<Markup> pieces) {
        return pieces.stream().collect(joined());
    }

    public static Collector<Markup, ?, Markup> joined() {
        return Collectors.collectingAndThen(Collectors.mapping(Markup::html, Collectors.joining("\n")), Markup::new);
    }
}

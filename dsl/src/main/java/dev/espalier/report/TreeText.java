package dev.espalier.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.source.PrintableText;

/** A supervision tree for people, drawn from its JSON: one line a member, and what is known of it in columns. */
public final class TreeText {

    private record Line(String name, String facts) {}

    /** What branches are drawn with. */
    private record Strokes(String child, String lastChild, String past, String pastLast) {
        static final Strokes LINES = new Strokes("├─ ", "└─ ", "│  ", "   ");
        static final Strokes ASCII = new Strokes("|- ", "`- ", "|  ", "   ");
    }

    private final Strokes strokes;
    private final Instant now;
    private final List<Line> lines = new ArrayList<>();

    private TreeText(Strokes strokes, Instant now) {
        this.strokes = strokes;
        this.now = now;
    }

    /** @param now what ages are counted from */
    public static String of(JsonNode tree, TerminalStyle style, Instant now) {
        var text = new TreeText(style.symbol("├", "").isEmpty() ? Strokes.ASCII : Strokes.LINES, now);
        text.draw(tree, "", "");
        return text.aligned();
    }

    private void draw(JsonNode node, String before, String below) {
        lines.add(new Line(before + PrintableText.of(node.path("id").asText()), facts(node)));
        var children = node.path("children");
        var abandoned = node.path("abandoned");
        for (var i = 0; i < children.size(); i++) {
            var last = i == children.size() - 1 && abandoned.isEmpty();
            draw(children.get(i), below + (last ? strokes.lastChild() : strokes.child()),
                    below + (last ? strokes.pastLast() : strokes.past()));
        }
        for (var i = 0; i < abandoned.size(); i++) {
            lines.add(new Line(below + (i == abandoned.size() - 1 ? strokes.lastChild() : strokes.child())
                    + PrintableText.of(abandoned.get(i).path("path").asText()), abandonment(abandoned.get(i))));
        }
    }

    /** An actor that does not return, or a thread of one that has. */
    private static String abandonment(JsonNode abandoned) {
        return abandoned.has("thread")
                ? "abandoned: its thread '" + PrintableText.of(abandoned.path("thread").asText()) + "' does not end"
                : "abandoned: it does not end";
    }

    private String facts(JsonNode node) {
        var facts = new ArrayList<String>();
        facts.add(PrintableText.of(node.path("state").asText()) + " for " + ElapsedTime.of(age(node)));
        if (node.has("restartsLeft")) {
            facts.add(node.path("restartsLeft").asInt() + " restarts left");
        }
        if (!node.path("answered").asBoolean(true)) {
            facts.add("does not answer");
        }
        if (node.has("lastReason")) {
            facts.add("before: " + PrintableText.of(node.path("lastReason").asText()));
        }
        return String.join(", ", facts);
    }

    private Duration age(JsonNode node) {
        var age = Duration.between(Instant.parse(node.path("since").asText()), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private String aligned() {
        var width = lines.stream().mapToInt(line -> line.name().length()).max().orElse(0);
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(line.name()).repeat(' ', width - line.name().length() + 2).append(line.facts()).append('\n');
        }
        return text.toString();
    }
}

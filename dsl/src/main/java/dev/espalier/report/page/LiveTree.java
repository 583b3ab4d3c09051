package dev.espalier.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The supervision tree as it is now: supervisors to the left of whom they supervise, joined by lines. */
final class LiveTree {
    private static final int MOST_CHILDREN = 60;
    private static final Set<String> STATES = Set.of("starting", "running", "stopping", "restarting", "ended",
            "not running");

    private LiveTree() {}

    /** @param tree as {@code TreeJson} has it */
    static Markup of(JsonNode tree) {
        return Markup.of("""
                <section id="live-tree"><h2>Supervision tree</h2>
                <div class="scroll" tabindex="0" role="group" aria-label="supervision tree" data-key="tree">
                <ul class="branches">
                {}
                </ul></div>
                <p class="chosen note" aria-live="polite">Point at a member, or choose it, to read how it is doing.</p>
                </section>""", member(tree, ""));
    }

    private static Markup member(JsonNode node, String above) {
        var id = node.path("id").asText();
        var path = above.isEmpty() ? id : above + "/" + id;
        return Markup.of(
                "<li><button type=\"button\" class=\"member {} {}\" data-path=\"{}\" title=\"{}\">{}{}</button>{}</li>",
                node.path("type").asText().equals("supervisor") ? "supervisor" : "worker", tone(node), path,
                facts(node, path), id, badge(node), below(node, path));
    }

    private static String tone(JsonNode node) {
        var state = node.path("state").asText();
        return STATES.contains(state) ? state.replace(' ', '-') : "unknown";
    }

    /** What is not as it should be, in a word. */
    private static Markup badge(JsonNode node) {
        var words = new ArrayList<String>();
        var state = node.path("state").asText();
        if (!state.equals("running")) {
            words.add(state);
        }
        if (node.has("lastReason")) {
            words.add("↻");
        }
        if (!node.path("answered").asBoolean(true)) {
            words.add("does not answer");
        }
        return words.isEmpty()
                ? Markup.NOTHING
                : Markup.of(" <span class=\"badge\">{}</span>", String.join(", ", words));
    }

    private static String facts(JsonNode node, String path) {
        var facts = new ArrayList<String>(
                List.of(node.path("state").asText() + " since " + node.path("since").asText()));
        if (node.has("restartsLeft")) {
            facts.add(Headline.count(node.path("restartsLeft").asInt(), "restart") + " left");
        }
        if (node.has("lastReason")) {
            facts.add("before: " + node.path("lastReason").asText());
        }
        return path + ": " + String.join(", ", facts);
    }

    private static Markup below(JsonNode node, String path) {
        var members = new ArrayList<Markup>();
        var children = node.path("children");
        for (var child : children) {
            if (members.size() == MOST_CHILDREN) {
                members.add(Markup.of("<li><span class=\"note\">and {} more</span></li>",
                        children.size() - MOST_CHILDREN));
                break;
            }
            members.add(member(child, path));
        }
        for (var abandoned : node.path("abandoned")) {
            members.add(Markup.of("<li><span class=\"member abandoned\">{} <span class=\"badge\">{}</span></span></li>",
                    abandoned.path("path").asText(), abandoned.has("thread")
                            ? "its thread " + abandoned.path("thread").asText() + " does not end"
                            : "does not end"));
        }
        return members.isEmpty() ? Markup.NOTHING : Markup.of("\n<ul>\n{}\n</ul>", Markup.all(members));
    }
}

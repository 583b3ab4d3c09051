package dev.espalier.runtime.inspection;

import java.util.Locale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.runtime.supervision.TreeNode;

/**
 * A supervision tree as JSON: each member an object with {@code id}, {@code type}, {@code state}, {@code since} (ISO 8601,
 * whole seconds), and {@code incarnation} and {@code lastReason} where there is one. A supervisor that has answered also
 * has {@code restartsLeft}, {@code children} and {@code abandoned}, with {@code path}, {@code incarnation}, and
 * {@code thread} where that is what is left; one that has not has {@code "answered": false}.
 */
public final class TreeJson {
    private TreeJson() {}

    public static ObjectNode of(TreeNode node) {
        var json = JsonNodeFactory.instance.objectNode()
                .put("id", node.id())
                .put("type", name(node.type()))
                .put("state", name(node.state()))
                .put("since", node.since().toString());
        node.incarnation().ifPresent(incarnation -> json.put("incarnation", incarnation));
        node.lastReason().ifPresent(reason -> json.put("lastReason", reason.describe()));
        switch (node.below()) {
            case TreeNode.Below.Nothing nothing -> {
            }
            case TreeNode.Below.NoAnswer none -> json.put("answered", false);
            case TreeNode.Below.Children below -> addChildren(json, below);
        }
        return json;
    }

    private static void addChildren(ObjectNode json, TreeNode.Below.Children below) {
        json.put("restartsLeft", below.restartsLeft());
        var children = json.putArray("children");
        below.nodes().forEach(child -> children.add(of(child)));
        var abandoned = json.putArray("abandoned");
        for (var one : below.abandoned()) {
            var what = abandoned.addObject().put("path", one.path()).put("incarnation", one.incarnation());
            one.thread().ifPresent(thread -> what.put("thread", thread));
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

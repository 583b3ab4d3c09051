package dev.espalier;

import java.util.Comparator;
import java.util.List;

/**
 * The machines of one test, joined by numbered networks.
 *
 * @param nodes in alphabetical order
 */
public record ClusterSpec(List<NodeSpec> nodes) {
    public ClusterSpec {
        nodes = nodes.stream().sorted(Comparator.comparing(NodeSpec::name)).toList();
    }

    public static ClusterSpec of(NodeSpec... nodes) {
        return new ClusterSpec(List.of(nodes));
    }
}

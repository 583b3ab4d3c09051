package dev.espalier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.espalier.runtime.network.Subnet;

/** What every cluster must keep to, wherever its spec comes from. */
final class ClusterRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private ClusterRules() {}

    /** All that is wrong, one sentence each; nothing if all is well. */
    static List<String> problems(List<NodeSpec> nodes) {
        var problems = new ArrayList<String>();
        if (nodes.size() > Subnet.LARGEST_MACHINE) {
            problems.add("a cluster has at most " + Subnet.LARGEST_MACHINE + " machines, this one " + nodes.size());
        }
        var names = new HashSet<String>();
        var numbers = new HashSet<Integer>();
        for (var node : nodes) {
            if (!NAME.matcher(node.name()).matches()) {
                problems.add("not the name of a machine: \"" + node.name() + "\"");
            }
            if (!names.add(node.name().toLowerCase(Locale.ROOT))) {
                problems.add("two machines are called " + node.name());
            }
            node.number()
                    .filter(number -> !numbers.add(number))
                    .ifPresent(
                            number -> problems.add(node.name() + " has a number that another machine has: " + number));
            problems.addAll(problems(node));
        }
        return problems;
    }

    private static List<String> problems(NodeSpec node) {
        var problems = new ArrayList<String>();
        if (node.cpus() < 1) {
            problems.add(node.name() + " has " + node.cpus() + " CPUs");
        }
        if (node.memoryMib() < 1) {
            problems.add(node.name() + " has " + node.memoryMib() + " MiB of memory");
        }
        node.number()
                .filter(number -> number < 1 || number > Subnet.LARGEST_MACHINE)
                .ifPresent(number -> problems.add(node.name() + " has the number " + number + ", and there are 1 to "
                        + Subnet.LARGEST_MACHINE));
        node.vlans()
                .stream()
                .filter(vlan -> vlan < 1 || vlan > Subnet.LARGEST_VLAN)
                .forEach(vlan -> problems.add(node.name() + " is on VLAN " + vlan + ", and there are 1 to "
                        + Subnet.LARGEST_VLAN));
        if (new HashSet<>(node.vlans()).size() < node.vlans().size()) {
            problems.add(node.name() + " is twice on one VLAN: " + node.vlans());
        }
        return problems;
    }
}

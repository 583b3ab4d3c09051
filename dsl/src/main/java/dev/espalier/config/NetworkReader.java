package dev.espalier.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.espalier.source.SourcePosition;

/** Reads VLAN numbers, and holds those of a machine against the networks that the test declares. */
final class NetworkReader {
    static final int MOST = 254;

    private final Problems problems;
    private final ValueReader values;
    private final Optional<List<Integer>> declared;

    private NetworkReader(Problems problems, ValueReader values, Optional<List<Integer>> declared) {
        this.problems = problems;
        this.values = values;
        this.declared = declared;
    }

    /** @param vlans the top-level list of all networks; without one, a network exists when a machine is on it */
    static NetworkReader of(Problems problems, ValueReader values, Optional<Section.Entry> vlans) {
        var anyNetwork = new NetworkReader(problems, values, Optional.empty());
        return vlans.flatMap(given -> anyNetwork.numbers(given.value(), given.path()))
                .map(declared -> new NetworkReader(problems, values, Optional.of(declared)))
                .orElse(anyNetwork);
    }

    /** All networks, if they are declared. */
    Optional<List<Integer>> declared() {
        return declared;
    }

    Optional<List<Integer>> numbers(Json value, KeyPath path) {
        var seen = new HashSet<Integer>();
        return values.list(value, path, "a list of VLAN numbers", (element, at) -> values
                .wholeNumber(element, at, 1, MOST)
                .flatMap(vlan -> seen.add(vlan) ? Optional.of(vlan) : values.wrong(element, at, "each VLAN once"))
                .filter(vlan -> requireDeclared(vlan, element.at(), at)));
    }

    /** @param vlans the networks of a machine at {@code at} that names none */
    void requireDeclared(List<Integer> vlans, SourcePosition at, KeyPath path) {
        vlans.forEach(vlan -> requireDeclared(vlan, at, path));
    }

    private boolean requireDeclared(int vlan, SourcePosition at, KeyPath path) {
        var isDeclared = declared.map(all -> all.contains(vlan)).orElse(true);
        if (!isDeclared) {
            problems.add(at, path, new Complaint.UndeclaredNetwork(vlan, declared.orElseThrow()));
        }
        return isDeclared;
    }
}

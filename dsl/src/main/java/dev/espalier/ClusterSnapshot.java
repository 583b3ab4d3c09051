package dev.espalier;

import java.util.Map;

import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.snapshot.Snapshot;

/** All machines of a cluster as they were when it was taken, and what was wrong with their links. It ends with the cluster. */
public final class ClusterSnapshot {
    private final String name;
    private final Map<String, Snapshot> machines;
    private final LinkFaults links;

    /** @param machines by their names */
    ClusterSnapshot(String name, Map<String, Snapshot> machines, LinkFaults links) {
        this.name = name;
        this.machines = Map.copyOf(machines);
        this.links = links;
    }

    /** By which it was taken. */
    public String name() {
        return name;
    }

    /** That of each machine, by its name. */
    public Map<String, Snapshot> machines() {
        return machines;
    }

    LinkFaults links() {
        return links;
    }

    @Override
    public String toString() {
        return name + " of " + String.join(", ", machines.keySet().stream().sorted().toList());
    }
}

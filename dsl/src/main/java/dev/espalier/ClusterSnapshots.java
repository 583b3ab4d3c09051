package dev.espalier;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.espalier.backends.spi.Snapshots;
import dev.espalier.snapshot.Snapshot;

/** The snapshots of all machines of a cluster together, and of their links. */
final class ClusterSnapshots {
    private final LinkChanges links;

    ClusterSnapshots(LinkChanges links) {
        this.links = links;
    }

    /** Nothing is begun if one of them can have none. */
    ClusterSnapshot take(String name, List<Machine> machines) throws Exception {
        machines.forEach(machine -> machine.require(Snapshots.class));
        Map<String, Snapshot> taken = new ConcurrentHashMap<>();
        SideBySide.each(machines, machine -> taken.put(machine.name(), machine.snapshot(name)));
        return new ClusterSnapshot(name, taken, links.faults());
    }

    /** The links come first, as each machine that goes on is told of its own. */
    void restore(ClusterSnapshot snapshot, List<Machine> machines) throws Exception {
        var known = machines.stream().filter(machine -> snapshot.machines().containsKey(machine.name())).toList();
        if (known.size() < snapshot.machines().size()) {
            throw new IllegalArgumentException(snapshot + " is not of this cluster");
        }
        links.set(snapshot.links());
        SideBySide.each(known, machine -> restore(machine, snapshot.machines()));
    }

    private static void restore(Machine machine, Map<String, Snapshot> snapshots) {
        var its = snapshots.get(machine.name());
        if (its != null) {
            machine.restore(its);
        }
    }
}

package dev.espalier;

import java.util.function.UnaryOperator;

import dev.espalier.runtime.network.LinkFaults;

/** Cuts between the machines of a cluster. */
final class Partitions {
    private final LinkChanges changes;

    Partitions(LinkChanges changes) {
        this.changes = changes;
    }

    void cut(Machine one, Machine other) {
        var links = one.network().linksTo(other.network());
        change("a cut between " + one.name() + " and " + other.name(), faults -> faults.cut(links));
    }

    void heal(Machine one, Machine other) {
        var links = one.network().linksTo(other.network());
        change("a link between " + one.name() + " and " + other.name(), faults -> faults.heal(links));
    }

    void heal() {
        change("whole networks", LinkFaults::heal);
    }

    private void change(String what, UnaryOperator<LinkFaults> change) {
        var unused = changes.make(what, change);
    }
}

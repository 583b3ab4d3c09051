package dev.espalier;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

import dev.espalier.backends.spi.Nic;
import dev.espalier.engine.Asks;
import dev.espalier.engine.ClusterNetwork;
import dev.espalier.error.FaultImpossible;
import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.runtime.network.NetworkException;
import dev.espalier.runtime.network.NetworkFaults;

/** What a test does to the links of a cluster, told of each machine whose links become others by it. */
final class LinkChanges {
    private final ClusterNetwork network;
    private final Announcer announcer;
    private final Map<String, List<Nic>> machines = new ConcurrentSkipListMap<>();

    LinkChanges(ClusterNetwork network, Announcer announcer) {
        this.network = network;
        this.announcer = announcer;
    }

    void enlist(String machine, List<Nic> nics) {
        machines.put(machine, nics);
    }

    /** All that is wrong with them now. */
    LinkFaults faults() {
        return Asks.await(network.faults());
    }

    /** Makes exactly that wrong with them, which has been so before. */
    void set(LinkFaults faults) {
        var unused = make("the links as they were", now -> faults);
    }

    /**
     * @param what what a person calls it, such as {@code a cut between one and two}
     * @throws FaultImpossible with what the host's tools say, if they refuse it; nothing is changed then
     */
    NetworkFaults.Changed make(String what, UnaryOperator<LinkFaults> change) {
        try {
            var changed = Asks.await(network.change(change));
            tell(changed);
            return changed;
        } catch (NetworkException e) {
            var impossible = new FaultImpossible(what, List.of(String.valueOf(e.getMessage())));
            impossible.initCause(e);
            throw impossible;
        }
    }

    private void tell(NetworkFaults.Changed changed) {
        var before = new LinkWords(machines, changed.before());
        var after = new LinkWords(machines, changed.after());
        for (var machine : machines.keySet()) {
            var faults = after.of(machine);
            if (!faults.equals(before.of(machine))) {
                announcer.linksChanged(machine, faults);
            }
        }
    }
}

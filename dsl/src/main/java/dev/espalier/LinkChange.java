package dev.espalier;

import java.util.List;
import java.util.function.UnaryOperator;

import dev.espalier.engine.Asks;
import dev.espalier.engine.ClusterNetwork;
import dev.espalier.error.FaultImpossible;
import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.runtime.network.NetworkException;
import dev.espalier.runtime.network.NetworkFaults;

/** One change of a cluster's links, as a test asks for it. */
final class LinkChange {
    private LinkChange() {}

    /**
     * @param what what a person calls it, such as {@code a cut between one and two}
     * @throws FaultImpossible with what the host's tools say, if they refuse it; nothing is changed then
     */
    static NetworkFaults.Changed make(ClusterNetwork network, String what, UnaryOperator<LinkFaults> change) {
        try {
            return Asks.await(network.change(change));
        } catch (NetworkException e) {
            var impossible = new FaultImpossible(what, List.of(String.valueOf(e.getMessage())));
            impossible.initCause(e);
            throw impossible;
        }
    }
}

package dev.espalier.runtime.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a cluster's namespace has in it before any machine starts.
 *
 * @param vlans each has a bridge
 * @param taps  the ports that are made with it, for machines that do not make their own
 */
public record NetworkPlan(Set<Integer> vlans, List<Port> taps) {

    /** The host's end of a machine's interface; its name has at most the 15 characters that Linux allows. */
    public record Port(int vlan, int machine) {
        public String name() {
            return "t" + machine + "v" + vlan;
        }

        /** The bridge that it is on. */
        public String bridge() {
            return NetworkPlan.bridge(vlan);
        }

        /** The bridge that a port of such a name is on. */
        static String bridgeOf(String name) {
            return NetworkPlan.bridge(Integer.parseInt(name.substring(name.indexOf('v') + 1)));
        }
    }

    public NetworkPlan {
        vlans = Set.copyOf(vlans);
        taps = List.copyOf(taps);
    }

    private static String bridge(int vlan) {
        return "br" + vlan;
    }

    /**
     * The commands for one run of {@code ip -batch -}, in order. Each bridge is given a hardware address: it would take another
     * whenever its ports come and go.
     */
    public List<String> commands() {
        var commands = new ArrayList<String>();
        for (var vlan : new TreeSet<>(vlans)) {
            commands.add("link add " + bridge(vlan) + " address " + new Subnet(vlan).gatewayMac() + " type bridge");
            commands.add("link set " + bridge(vlan) + " up");
        }
        for (var tap : taps) {
            commands.add("tuntap add dev " + tap.name() + " mode tap");
            commands.add("link set " + tap.name() + " master " + tap.bridge() + " up");
        }
        return commands;
    }
}

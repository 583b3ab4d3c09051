package dev.espalier.runtime.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The bridges and TAPs of a cluster: one bridge a VLAN, one TAP a machine's interface.
 *
 * @param taps every interface of every machine
 */
public record NetworkPlan(List<Tap> taps) {

    /** A machine's interface as the host's end of it; its name has at most the 15 characters that Linux allows. */
    public record Tap(int vlan, int machine) {
        public String name() {
            return "t" + machine + "v" + vlan;
        }
    }

    public NetworkPlan {
        taps = List.copyOf(taps);
    }

    /** The commands for one run of {@code ip -batch -}, in order. */
    public List<String> commands() {
        SortedSet<Integer> vlans = new TreeSet<>(taps.stream().map(Tap::vlan).toList());
        var commands = new ArrayList<String>();
        for (var vlan : vlans) {
            commands.add("link add " + bridge(vlan) + " type bridge");
            commands.add("link set " + bridge(vlan) + " up");
        }
        for (var tap : taps) {
            commands.add("tuntap add dev " + tap.name() + " mode tap");
            commands.add("link set " + tap.name() + " master " + bridge(tap.vlan()) + " up");
        }
        return commands;
    }

    private static String bridge(int vlan) {
        return "br" + vlan;
    }
}

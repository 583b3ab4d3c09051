package dev.espalier.backends.nspawn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.Nic;

/** How a container's network is joined to the cluster's bridges, by commands for {@code ip -batch -}. */
sealed interface ContainerLinks {
    List<Nic> nics();

    /** The commands in the cluster's namespace, which give each port its other end in {@code namespace}. */
    default List<String> outside(Path namespace) {
        var commands = new ArrayList<String>();
        for (var index = 0; index < nics().size(); index++) {
            var nic = nics().get(index);
            commands.add("link add " + nic.port() + " type veth peer name " + otherEnd(index) + " netns " + namespace);
            commands.add("link set " + nic.port() + " master " + nic.bridge() + " up");
        }
        return commands;
    }

    /** What the other end of a port is called, and which address it has. */
    String otherEnd(int index);

    /** The commands in the container's own namespace. */
    List<String> inside();

    /** The other ends are the container's interfaces, with the addresses of its seed. */
    record Interfaces(List<Nic> nics, GuestSeed seed) implements ContainerLinks {
        public Interfaces {
            nics = List.copyOf(nics);
        }

        @Override
        public String otherEnd(int index) {
            return "eth" + index + " address " + nics.get(index).mac();
        }

        @Override
        public List<String> inside() {
            var commands = new ArrayList<>(List.of("link set lo up"));
            for (var card : seed.cards()) {
                commands.add("link set eth" + card.index() + " up");
                // Nobody else can have the address: a test need not wait a second for the kernel to ask.
                card.addresses()
                        .forEach(address -> commands.add("address add " + address.text() + " dev eth" + card.index()
                                + (address.isIpv6() ? " nodad" : "")));
            }
            return commands;
        }
    }

    /**
     * The other ends are on bridges, where NixOS's start scripts look for them: {@code br1} for VLAN 1. The script joins
     * what it makes for its container.
     */
    record Bridges(List<Nic> nics) implements ContainerLinks {
        public Bridges {
            nics = List.copyOf(nics);
        }

        @Override
        public String otherEnd(int index) {
            return "uplink" + index;
        }

        @Override
        public List<String> inside() {
            var commands = new ArrayList<>(List.of("link set lo up"));
            for (var index = 0; index < nics.size(); index++) {
                var bridge = "br" + nics.get(index).vlan();
                commands.add("link add " + bridge + " type bridge mcast_snooping 0");
                commands.add("link set " + bridge + " up");
                commands.add("link set " + otherEnd(index) + " master " + bridge + " up");
            }
            return commands;
        }
    }
}

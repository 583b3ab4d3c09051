package dev.espalier;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.MachineImage;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.MacAddress;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.network.Subnet;

/**
 * Who gets which number, address, interface and name. Pure: the same spec always gives the same plan.
 *
 * @param nodes each with its number: those that are given none get the lowest that are free, in their order
 */
record ClusterPlan(List<NodeSpec> nodes) {

    /** @throws IllegalArgumentException with all that is wrong with the nodes */
    ClusterPlan {
        var problems = ClusterRules.problems(nodes);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        nodes = numbered(nodes);
    }

    private static List<NodeSpec> numbered(List<NodeSpec> nodes) {
        var given = nodes.stream().flatMap(node -> node.number().stream()).collect(Collectors.toSet());
        var free = IntStream.iterate(1, number -> number + 1).filter(number -> !given.contains(number)).iterator();
        return nodes.stream()
                .map(node -> node.number().isPresent() ? node : node.number(free.next()))
                .toList();
    }

    /** @param use what each machine can do with networks */
    NetworkPlan network(Function<NodeSpec, NetworkUse> use) {
        var vlans = nodes.stream().flatMap(node -> node.vlans().stream()).collect(Collectors.toSet());
        var taps = nodes.stream()
                .filter(node -> use.apply(node) == NetworkUse.TAPS)
                .flatMap(node -> ports(node).stream())
                .toList();
        return new NetworkPlan(vlans, taps);
    }

    /** The same, with more machines; the others keep their numbers. */
    ClusterPlan with(List<NodeSpec> newcomers) {
        var all = new ArrayList<>(nodes);
        all.addAll(newcomers);
        return new ClusterPlan(all);
    }

    /** What a machine of this plan needs beside what there is for all before it. */
    NetworkPlan additionFor(NodeSpec node, NetworkUse use) {
        var before = nodes.subList(0, nodes.indexOf(node))
                .stream()
                .flatMap(other -> other.vlans().stream())
                .collect(Collectors.toSet());
        var vlans = node.vlans().stream().filter(vlan -> !before.contains(vlan)).collect(Collectors.toSet());
        return new NetworkPlan(vlans, use == NetworkUse.TAPS ? ports(node) : List.of());
    }

    MachineSpec machine(NodeSpec node, Optional<MachineImage> image) {
        return new MachineSpec(node.name(), node.cpus(), node.memoryMib(), image, seed(node), nics(node),
                node.options());
    }

    NodeSpec node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    private int number(NodeSpec node) {
        return node.number().orElseThrow();
    }

    private List<NetworkPlan.Port> ports(NodeSpec node) {
        return node.vlans().stream().map(vlan -> new NetworkPlan.Port(vlan, number(node))).toList();
    }

    private List<Nic> nics(NodeSpec node) {
        return ports(node).stream()
                .map(port -> new Nic(port.vlan(), new MacAddress(port.vlan(), port.machine()), port.bridge(),
                        port.name()))
                .toList();
    }

    private GuestSeed seed(NodeSpec node) {
        var cards = new ArrayList<GuestSeed.Card>();
        for (var nic : nics(node)) {
            var subnet = new Subnet(nic.vlan());
            cards.add(new GuestSeed.Card(cards.size(), nic.mac().toString(), List.of(
                    new GuestSeed.Address(address(subnet.ipv4(number(node))), Subnet.IPV4_PREFIX),
                    new GuestSeed.Address(address(subnet.ipv6(number(node))), Subnet.IPV6_PREFIX))));
        }
        return new GuestSeed(node.name(), cards, neighbours());
    }

    /** Every machine that is on a network is known by its name, at its addresses on its first one. */
    private List<GuestSeed.Host> neighbours() {
        return nodes.stream()
                .filter(node -> !node.vlans().isEmpty())
                .flatMap(node -> {
                    var subnet = new Subnet(node.vlans().getFirst());
                    return Stream.of(subnet.ipv4(number(node)), subnet.ipv6(number(node)))
                            .map(ip -> new GuestSeed.Host(address(ip), List.of(node.name())));
                })
                .toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }
}

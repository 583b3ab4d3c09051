package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.NetworkUse;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.NetworkPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {

    private static NodeSpec node(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny());
    }

    private static ClusterPlan plan(NodeSpec... nodes) {
        return new ClusterPlan(ClusterSpec.of(nodes).nodes());
    }

    @Test
    @DisplayName("machines are numbered in alphabetical order, whatever order they are given in")
    void numbers() {
        var plan = plan(node("web"), node("db"));
        assertThat(plan.nodes()).extracting(NodeSpec::name).containsExactly("db", "web");
        var web = plan.machine(plan.nodes().get(1), Optional.empty());
        assertThat(web.seed().cards().getFirst().addresses()).extracting(address -> address.ip().getHostAddress())
                .containsExactly("192.168.1.2", "2001:db8:1:0:0:0:0:2");
    }

    @Test
    @DisplayName("a machine keeps the number it is given; the others get the lowest that are left, in alphabetical order")
    void givenNumbers() {
        var plan = plan(node("a"), node("b").number(1), node("c"), node("d").number(253));
        assertThat(plan.nodes()).extracting(node -> plan.machine(node, Optional.empty()).nics().getFirst().port())
                .containsExactly("t2v1", "t1v1", "t3v1", "t253v1");
        assertThatThrownBy(() -> plan(node("a").number(0), node("b").number(254), node("c").number(7),
                node("d").number(7))).hasMessageContainingAll("a has the number 0", "b has the number 254",
                        "d has a number that another machine has: 7");
        assertThat(plan.with(List.of(node("new"))).node("new").number()).contains(4);
        assertThatThrownBy(() -> plan.with(List.of(node("new").number(2))))
                .hasMessageContaining("new has a number that another");
    }

    @Test
    @DisplayName("an interface has an address and a name of its own on each VLAN")
    void severalNetworks() {
        var router = plan(node("router").onVlans(1, 7));
        var machine = router.machine(router.nodes().getFirst(), Optional.empty());
        assertThat(machine.nics()).extracting(Nic::port).containsExactly("t1v1", "t1v7");
        assertThat(machine.nics()).extracting(nic -> nic.mac().toString())
                .containsExactly("52:54:00:01:00:01", "52:54:00:07:00:01");
        assertThat(machine.nics()).extracting(Nic::bridge).containsExactly("br1", "br7");
        assertThat(router.network(node -> NetworkUse.TAPS).commands()).contains(
                "link add br1 address 52:54:00:01:00:fe type bridge",
                "link add br7 address 52:54:00:07:00:fe type bridge", "link set t1v7 master br7 up");
    }

    @Test
    @DisplayName("each VLAN has its bridge, but only those machines have TAPs that do not make their own ports")
    void ownPorts() {
        var plan = plan(node("box").onVlans(1, 2), node("vm").onVlans(2));
        var network = plan.network(node -> node.name().equals("vm") ? NetworkUse.TAPS : NetworkUse.OWN_PORTS);
        assertThat(network).isEqualTo(new NetworkPlan(Set.of(1, 2), List.of(new NetworkPlan.Port(2, 2))));
    }

    @Test
    @DisplayName("every machine on a network knows every other by name, at both its addresses")
    void names() {
        var plan = plan(node("a"), node("b"), node("alone").onVlans());
        var hosts = plan.machine(plan.nodes().getFirst(), Optional.empty()).seed().hosts();
        assertThat(hosts).extracting(host -> host.names().getFirst() + " " + host.ip().getHostAddress())
                .containsExactly("a 192.168.1.1", "a 2001:db8:1:0:0:0:0:1", "b 192.168.1.3", "b 2001:db8:1:0:0:0:0:3");
    }

    @Test
    @DisplayName("everything that is wrong with a spec is told at once")
    void problems() {
        assertThatThrownBy(() -> plan(node("../etc").cpus(0), node("x").onVlans(1, 1, 300), node("X").memoryMib(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("../etc", "0 CPUs", "VLAN 300", "twice on one VLAN", "called x", "0 MiB");
    }

    @Test
    @DisplayName("more machines than there are addresses are refused")
    void tooMany() {
        List<NodeSpec> many = IntStream.rangeClosed(1, 255).mapToObj(n -> node("m" + n)).toList();
        assertThatThrownBy(() -> new ClusterPlan(many)).hasMessageContaining("at most 253");
    }
}

package dev.espalier.tck;

import java.util.List;

import dev.espalier.NodeSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that can be on the cluster's networks. */
public abstract class NetworkContract extends MachineContract {
    private static final String NEIGHBOUR = "two";
    private static final String STRANGER = "xavier";

    protected NetworkContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(1), backend.node(NEIGHBOUR).onVlans(1, 3),
                backend.node(STRANGER).onVlans(2));
    }

    private static String ping(String address) {
        return "ping -c 1 -W 3 " + address;
    }

    @Test
    @DisplayName("machines on one network reach each other by name and by address, IPv4 and IPv6")
    void neighbours() {
        var two = cluster.machine(NEIGHBOUR);
        two.waitForShell();
        one.succeed(ping("-4 " + NEIGHBOUR), ping("-6 " + NEIGHBOUR), ping("192.168.1.2"), ping("2001:db8:1::2"));
        two.succeed(ping("-4 " + NAME), ping("-6 " + NAME), ping("192.168.1.1"), ping("2001:db8:1::1"));
    }

    @Test
    @DisplayName("a machine on several networks has an interface on each, in their order")
    void several() {
        cluster.machine(NEIGHBOUR)
                .succeed("ip addr show dev eth0 | grep -F 192.168.1.2/24",
                        "ip addr show dev eth1 | grep -F 192.168.3.2/24");
    }

    @Test
    @DisplayName("machines on different networks do not reach each other, not even with an address of the other's")
    void strangers() {
        var stranger = cluster.machine(STRANGER);
        stranger.succeed(ping("192.168.2.3"), "ip addr add 192.168.1.3/24 dev eth0");
        one.fail(ping(STRANGER), ping("192.168.1.3"));
        stranger.fail(ping(NAME));
    }
}

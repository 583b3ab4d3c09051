package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;

import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that go on from one snapshot, side by side. */
public abstract class ForkContract extends MachineContract {
    private static final String WITNESS = "witness";
    private static final List<String> CARDS = List.of("eth0", "eth1");

    protected ForkContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME).onVlans(1, 2), backend.node(WITNESS).onVlans(1));
    }

    @BeforeAll
    void keep() {
        one.succeed("echo kept >" + place + "/file");
    }

    private static String ping(String address) {
        return "ping -c 1 -W 5 " + address;
    }

    @Test
    @DisplayName("each has what the one had, and a name, addresses and random numbers of its own, by which all reach each other")
    void forks() throws Exception {
        cluster.machine(WITNESS).waitForShell();
        var forks = cluster.cluster().fork(one.snapshot("origin"), 3);
        assertThat(forks).extracting(Machine::name)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("one-\\d"));
        assertThat(cluster.cluster().machines()).containsAll(forks);
        var addresses = new HashSet<String>();
        var macs = new HashSet<String>();
        var numbers = new HashSet<String>();
        for (var fork : forks) {
            assertThat(fork.succeed("cat " + place + "/file; hostname")).isEqualTo("kept\n" + fork.name() + "\n");
            for (var card : CARDS) {
                addresses.add(fork.succeed("ip -4 -o address show " + card + " | awk '{ print $4 }'"));
                macs.add(fork.succeed("cat /sys/class/net/" + card + "/address"));
            }
            numbers.add(fork.succeed("head -c 16 /dev/urandom | od -A n -t x1"));
            fork.succeed(ping(NAME), ping(WITNESS), ping("-6 2001:db8:1::1"));
        }
        forks.getLast().succeed(ping(forks.getFirst().name()));
        assertThat(addresses).hasSize(6).allSatisfy(address -> assertThat(address).startsWith("192.168."));
        assertThat(macs).hasSize(6);
        assertThat(numbers).hasSize(3);
        assertThat(one.succeed("hostname")).isEqualTo("one\n");

        forks.getFirst().succeed("echo changed >" + place + "/file");
        assertThat(forks.get(1).succeed("cat " + place + "/file") + one.succeed("cat " + place + "/file"))
                .isEqualTo("kept\nkept\n");
        forks.forEach(Machine::crash);
    }

    @Test
    @DisplayName("nobody hears of one under the addresses of the snapshot, even if it talks all the time")
    void unheard() throws Exception {
        var witness = cluster.machine(WITNESS);
        witness.succeed(ping(NAME));
        one.succeed("(while :; do ping -c 1 -W 1 witness; done) >/dev/null 2>&1 &");
        var seen = witness.start("while [ ! -e /stop ]; do ip neigh show 192.168.1.1; sleep 0.02; done");
        var forks = cluster.cluster().fork(one.snapshot("talking"), 2);
        for (var fork : forks) {
            fork.succeed(ping(WITNESS));
        }
        witness.succeed("touch /stop");
        assertThat(seen.await().stdout().lines().map(line -> line.replaceAll(".*lladdr (\\S+).*", "$1")).distinct())
                .containsExactly(one.succeed("cat /sys/class/net/eth0/address").strip());
        forks.forEach(Machine::crash);
    }

    @Test
    @DisplayName("more than a cluster can have, or none at all, are refused, and the cluster stays as it is")
    void refused() {
        var before = cluster.cluster().machines();
        var snapshot = one.snapshot("many");
        for (var count : new int[]{300, 0, -1}) {
            assertThatThrownBy(() -> cluster.cluster().fork(snapshot, count))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(cluster.cluster().machines()).isEqualTo(before);
    }
}

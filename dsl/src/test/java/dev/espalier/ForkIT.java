package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that go on from one snapshot, side by side. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alone
class ForkIT {
    private TestingCluster test;
    private Machine one;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.tiny("one").onVlans(1, 2), TestingCluster.tiny("witness"));
        one = test.machine("one");
        one.succeed("echo kept >/file");
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
    }

    @Test
    @DisplayName("each has what the one had, and a name, addresses and random numbers of its own, by which all reach each other")
    void forks() throws Exception {
        var forks = test.cluster.fork(one.snapshot("origin"), 3);
        assertThat(forks).extracting(Machine::name)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("one-\\d"));
        assertThat(test.cluster.machines()).containsAll(forks);
        var addresses = new HashSet<String>();
        var macs = new HashSet<String>();
        var numbers = new HashSet<String>();
        for (var fork : forks) {
            assertThat(fork.succeed("cat /file; hostname")).isEqualTo("kept\n" + fork.name() + "\n");
            for (var card : new String[]{"eth0", "eth1"}) {
                addresses.add(fork.succeed("ip -4 -o address show " + card + " | awk '{ print $4 }'"));
                macs.add(fork.succeed("cat /sys/class/net/" + card + "/address"));
            }
            numbers.add(fork.succeed("head -c 16 /dev/urandom | od -A n -t x1"));
            fork.succeed("ping -c 1 -W 2 one", "ping -c 1 -W 2 witness", "ping -6 -c 1 -W 2 2001:db8:1::1");
        }
        forks.getLast().succeed("ping -c 1 -W 2 " + forks.getFirst().name());
        assertThat(addresses).hasSize(6).allSatisfy(address -> assertThat(address).startsWith("192.168."));
        assertThat(macs).hasSize(6);
        assertThat(numbers).hasSize(3);
        assertThat(one.succeed("hostname")).isEqualTo("one\n");

        forks.getFirst().succeed("echo changed >/file");
        assertThat(forks.get(1).succeed("cat /file") + one.succeed("cat /file")).isEqualTo("kept\nkept\n");
    }

    @Test
    @DisplayName("nobody hears of one under the addresses of the snapshot, even if it talks all the time")
    void unheard() throws Exception {
        var witness = test.machine("witness");
        witness.succeed("ping -c 1 one");
        one.succeed("(while :; do ping -c 1 -W 1 witness; done) >/dev/null 2>&1 &");
        var seen = witness.start("while [ ! -e /stop ]; do ip neigh show 192.168.1.1; sleep 0.02; done");
        var forks = test.cluster.fork(one.snapshot("talking"), 2);
        for (var fork : forks) {
            fork.succeed("ping -c 1 -W 2 witness");
        }
        witness.succeed("touch /stop");
        assertThat(seen.await().stdout().lines().map(line -> line.replaceAll(".*lladdr (\\S+).*", "$1")).distinct())
                .containsExactly(one.succeed("cat /sys/class/net/eth0/address").strip());
    }

    @Test
    @DisplayName("more than a cluster can have, or none at all, are refused, and the cluster stays as it is")
    void refused() {
        var before = test.cluster.machines();
        var snapshot = one.snapshot("many");
        for (var count : new int[]{300, 0, -1}) {
            assertThatThrownBy(() -> test.cluster.fork(snapshot, count)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(test.cluster.machines()).isEqualTo(before);
    }
}

package dev.espalier.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import dev.espalier.runtime.network.NetworkPlan.Port;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.testing.HeldNamespace;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.Nursery;
import dev.espalier.runtime.testing.ProcessTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@NeedsHost(programs = {"unshare", "nsenter", "ip"}, files = "/dev/net/tun", root = true)
class NetworkNamespaceTest {
    private static final NetworkPlan NOTHING = new NetworkPlan(Set.of(), List.of());

    private final Entrance entrance = new Entrance();

    private ChildSpec networks(NetworkPlan plan) {
        return ChildSpec.worker("networks", NetworkNamespace.with(plan, entrance)).restart(Restart.TEMPORARY);
    }

    private Process inside(String script) throws Exception {
        return new ProcessBuilder(entrance.entering(List.of("sh", "-c", script))).redirectErrorStream(true).start();
    }

    private String said(String script) throws Exception {
        return new String(inside(script).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("there is a bridge for each VLAN and a TAP for each interface on it, and none of them on the host")
    void bridges() throws Exception {
        var plan = new NetworkPlan(Set.of(1, 2), List.of(new Port(1, 1), new Port(1, 2), new Port(2, 1)));
        try (var nursery = Nursery.of(networks(plan))) {
            nursery.awaitUp("networks");
            assertThat(said("ls /sys/class/net; ip -br link | cut -d' ' -f1 | sort")).contains("br1", "br2", "t1v1",
                    "t2v1", "t1v2");
            assertThat(said("ip -o link show master br1")).hasLineCount(2).contains("t1v1", "t2v1");
            assertThat(said("ip -o link show master br2")).hasLineCount(1).contains("t1v2");
            assertThat(NetworkInterface.getByName("t1v1")).isNull();
            assertThat(NetworkInterface.getByName("br1")).isNull();
        }
    }

    @Test
    @DisplayName("two machines on one VLAN reach each other: the other one itself refuses the connection")
    void traffic() throws Exception {
        try (var nursery = Nursery.of(networks(new NetworkPlan(Set.of(1), List.of(new Port(1, 1)))))) {
            nursery.awaitUp("networks");
            assertThat(said("""
                    for n in 1 2; do
                      ip link add v$n type veth peer name p$n && ip link set v$n master br1 up || exit
                      unshare --net sleep 1000 & eval pid$n=$!
                    done
                    until [ "$(readlink /proc/$pid1/ns/net)" != "$(readlink /proc/self/ns/net)" ] &&
                      [ "$(readlink /proc/$pid2/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
                    for n in 1 2; do
                      eval pid=\\$pid$n
                      ip link set p$n netns $pid &&
                      nsenter --target $pid --net sh -c "ip addr add 192.168.1.$n/24 dev p$n; ip link set p$n up" || exit
                    done
                    nsenter --target $pid1 --net bash -c 'echo >/dev/tcp/192.168.1.2/9'; kill $pid1 $pid2
                    """)).contains("Connection refused");
        }
    }

    @Test
    @DisplayName("stopping it ends every process inside, and the namespace itself")
    void stopping() throws Exception {
        try (var nursery = Nursery.of(networks(NOTHING))) {
            nursery.awaitUp("networks");
            var process = inside("trap '' TERM HUP; echo ready; sleep 1000");
            assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
            try (var namespace = HeldNamespace.of(process.pid(), "net")) {
                nursery.terminate("networks");

                assertThat(nursery.awaitEnd("networks")).isEqualTo(ExitReason.shutdown());
                assertThat(process.waitFor()).isEqualTo(128 + 9);
                namespace.assertIsEmpty();
            }
        }
    }

    @Test
    @DisplayName("when its first process is killed from outside, the child fails")
    void killedKeeper() throws Exception {
        try (var nursery = Nursery.of(networks(NOTHING))) {
            nursery.awaitUp("networks");
            var keeper = Long.parseLong(entrance.entering(List.of("true")).get(2));
            ProcessHandle.of(keeper).orElseThrow().destroyForcibly();
            assertThat(nursery.awaitEnd("networks")).isInstanceOf(ExitReason.Failed.class);
        }
    }

    @Test
    @DisplayName("killed, it leaves no process")
    void brutallyKilled() throws Exception {
        try (var nursery = Nursery.of(networks(NOTHING).shutdown(Shutdown.brutalKill()))) {
            nursery.awaitUp("networks");
            var keeper = ProcessHandle.of(Long.parseLong(entrance.entering(List.of("true")).get(2))).orElseThrow();
            nursery.terminate("networks");
            ProcessTable.awaitEnd(List.of(keeper));
        }
    }

    @Test
    @DisplayName("networks that cannot be made are a failed start with what ip said, and leave no process")
    void impossible() throws Exception {
        var mark = "t7777v7";
        var twice = new NetworkPlan(Set.of(7), List.of(new Port(7, 7777), new Port(7, 7777)));
        try (var nursery = Nursery.of(networks(twice))) {
            assertThat(nursery.awaitEnd("networks").cause().orElseThrow()).isInstanceOf(NetworkException.class)
                    .hasMessageContaining("cannot make the cluster's networks")
                    .hasMessageContaining("busy");
            assertThat(NetworkInterface.getByName(mark)).isNull();
            assertThatThrownBy(() -> entrance.entering(List.of("true"))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("nobody enters before it is there")
    void tooEarly() {
        assertThatThrownBy(() -> entrance.entering(List.of("true"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not there yet");
    }
}

package dev.espalier.backends.nspawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.MacAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a container's start script is told and finds, as from the NixOS test driver. */
class ContainerScriptTest {
    private static final Path HOME = Path.of("/run/1");
    private static final Path NETWORK = HOME.resolve("net");

    private static ContainerScript on(int... vlans) {
        var nics = Arrays.stream(vlans)
                .mapToObj(vlan -> new Nic(vlan, new MacAddress(vlan, 1), "vlan" + vlan, "t1v" + vlan))
                .toList();
        return new ContainerScript(Path.of("/nix/run-box-nspawn"), "box", new ContainerLinks.Bridges(nics), HOME);
    }

    @Test
    @DisplayName("it finds where the root and the shared directory are, and whom to tell of the first process")
    void environment() {
        assertThat(on().environment(HOME.resolve("notify.sock")))
                .containsAllEntriesOf(Map.of("RUN_NSPAWN_ROOT_DIR", "/run/1/state", "RUN_NSPAWN_SHARED_DIR",
                        "/run/1/shared", "NOTIFY_SOCKET", "/run/1/notify.sock"))
                .containsOnlyKeys("RUN_NSPAWN_ROOT_DIR", "RUN_NSPAWN_SHARED_DIR", "NOTIFY_SOCKET", "PATH");
    }

    @Test
    @DisplayName("it is given no arguments, in a network of its own and where the root is")
    void command() {
        var command = on(1).command(NETWORK);
        assertThat(command).startsWith("nsenter", "--net=/run/1/net", "unshare", "--mount")
                .endsWith("/run/1/state", "/nix/run-box-nspawn");
    }

    @Test
    @DisplayName("it finds a bridge for each VLAN by NixOS's name, which the machine's port joins to the cluster's")
    void bridges() {
        var links = on(1, 12).links();
        assertThat(links.outside(NETWORK)).isEqualTo(List.of(
                "link add t1v1 type veth peer name uplink0 netns /run/1/net",
                "link set t1v1 master vlan1 up",
                "link add t1v12 type veth peer name uplink1 netns /run/1/net",
                "link set t1v12 master vlan12 up"));
        assertThat(links.inside()).contains("link add br1 type bridge mcast_snooping 0",
                "link set uplink0 master br1 up", "link set uplink1 master br12 up");
    }
}

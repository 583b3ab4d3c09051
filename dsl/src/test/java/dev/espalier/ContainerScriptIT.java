package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.nspawn.NspawnBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A container that is started as NixOS starts its containers, beside one that is not. */
@NeedsTools({"systemd-nspawn", "unshare", "depmod", "mmdebstrap"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone
class ContainerScriptIT {
    /**
     * What NixOS makes such scripts of: a root that is kept, programs that are shared and read-only, a network namespace by
     * name, a veth to the bridge of each VLAN, which is made if it is not seen in /sys, and an init of its own.
     */
    private static final String SCRIPT = """
            #! /bin/sh
            set -e
            root=${RUN_NSPAWN_ROOT_DIR:-./scripted-root}
            mkdir -p "$root" && chmod 755 "$root"

            programs=$(mktemp -d -p /run)
            mount -o loop,ro @disk@ "$programs"
            if [ ! -e "$root/etc" ]; then
                tar -C "$programs" --exclude=./usr -c . | tar -C "$root" -x
                mkdir "$root/usr"
                echo scripted >"$root/etc/hostname"
                printf '192.168.1.1 plain\\n192.168.1.2 scripted\\n' >"$root/etc/hosts"
            fi

            ip netns add nixos-nspawn-scripted
            if [ ! -e /sys/class/net/br1 ]; then
                ip link add br1 type bridge
                ip link set br1 up
                ip address add 192.168.1.254/24 dev br1
            fi
            ip link add scripted-eth1 type veth peer name eth1 netns nixos-nspawn-scripted
            ip link set scripted-eth1 master br1
            ip link set scripted-eth1 up

            echo "systemd-nspawn's PID is $$"
            systemd-nspawn --private-network --machine=scripted --bind-ro="$programs/usr:/usr" --keep-unit --register=no \\
                --notify-ready=yes --directory="$root" --network-namespace-path=/run/netns/nixos-nspawn-scripted \\
                --bind="$RUN_NSPAWN_SHARED_DIR:/tmp/shared" "$@" \\
                /bin/sh -c 'ip address add 192.168.1.2/24 dev eth1; ip link set eth1 up; exec /sbin/init' && status=0 ||
                status=$?
            ip link delete scripted-eth1
            ip netns delete nixos-nspawn-scripted
            exit $status
            """;

    private Path directory;
    private TestingCluster test;
    private Machine plain;
    private Machine scripted;

    @BeforeAll
    void boot(@TempDir Path own) throws Exception {
        directory = own;
        var disk = TestingCluster.images()
                .get(new ImageSpec.Debian(List.of("nginx-light")), progress -> {})
                .rootDisk()
                .orElseThrow();
        test = new TestingCluster(directory,
                NodeSpec.of("plain", new ImageSpec.Tiny()).backend("nspawn"),
                by(script("run-scripted-nspawn", SCRIPT.replace("@disk@", disk.toAbsolutePath().toString())))
                        .onVlans(1));
        plain = test.machine("plain");
        scripted = test.machine("scripted");
        scripted.start(StartOptions.allowReboot());
        test.cluster.waitAll(test.cluster.machines(), Machine::waitForShell);
    }

    private Path script(String name, String text) throws IOException {
        var script = Files.writeString(directory.resolve(name), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static NodeSpec by(Path script) {
        return NodeSpec.of("scripted", new ImageSpec.Tiny())
                .backend("nspawn")
                .onVlans()
                .options(Options.none().with(NspawnBackend.START_SCRIPT, script));
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
        assertThat(Path.of("/run/netns/nixos-nspawn-scripted")).doesNotExist();
    }

    @Test
    @Order(1)
    @DisplayName("it meets others on its VLAN, by the address that its number gives it, and links can be cut like any other's")
    void network() {
        scripted.succeed("ping -c 1 plain");
        plain.succeed("ping -c 1 scripted");
        test.cluster.partition(plain, scripted);
        plain.fail("ping -c 1 -W 1 scripted");
        test.cluster.heal();
        plain.waitUntilSucceeds("ping -c 1 -W 1 scripted");
        scripted.block();
        plain.fail("ping -c 1 -W 1 scripted");
        scripted.unblock();
        plain.waitUntilSucceeds("ping -c 1 -W 1 scripted");
    }

    @Test
    @Order(1)
    @DisplayName("its systemd comes up, commands run side by side, and its shared directory is there")
    void commands() {
        scripted.waitForUnit("multi-user.target");
        assertThat(scripted.execute("echo out; echo err >&2; exit 3"))
                .extracting(result -> result.stdout().strip(), result -> result.stderr().strip(),
                        result -> result.exitStatus())
                .containsExactly("out", "err", 3);
        scripted.succeed("mountpoint /tmp/shared && [ $(hostname) = scripted ]");
    }

    @Test
    @Order(2)
    @DisplayName("it may reboot, and its root is kept over reboots, crashes and shutdowns")
    void reboots() {
        scripted.succeed("echo kept >/var/kept");
        scripted.reboot();
        assertThat(scripted.succeed("cat /var/kept")).isEqualTo("kept\n");
        scripted.crash();
        scripted.waitForUnit("multi-user.target");
        assertThat(scripted.succeed("cat /var/kept")).isEqualTo("kept\n");
        scripted.shutdown();
        assertThat(scripted.succeed("cat /var/kept")).isEqualTo("kept\n");
        scripted.succeed("ping -c 1 plain");
    }

    @Test
    @Order(1)
    @DisplayName("a script that is not there is missed before anything starts; one that ends at once is a death with its last words")
    void noContainer() throws Exception {
        assertThatThrownBy(() -> new TestingCluster(directory, by(Path.of("/nowhere/run-nspawn"))).close())
                .isInstanceOf(HostNotReady.class)
                .hasMessageContaining("the start script of scripted, /nowhere/run-nspawn, does not exist");
        var ending = by(script("ending", "#! /bin/sh\necho the store is empty >&2\nexit 3\n"));
        try (var broken = new TestingCluster(directory, ending)) {
            assertThatThrownBy(() -> broken.machine("scripted").succeed("true")).isInstanceOf(MachineDied.class)
                    .hasMessageContainingAll("exit status 3", "the store is empty");
        }
    }
}

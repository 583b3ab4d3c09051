package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.LinkCarrier;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.error.BootFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MissingCapability;
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

/** A machine that is started as NixOS starts its machines, beside one that is not. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "vde_switch"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Alone
class StartScriptIT {
    private static final String MAC = "52:54:00:12:01:02";

    /** What NixOS makes such scripts of: a disk that is kept, a user network and a VDE for each VLAN, and what it is told. */
    private static final String SCRIPT = """
            #! /bin/sh
            set -e
            disk=$(readlink -f "${NIX_DISK_IMAGE:-./scripted.qcow2}")
            test -e "$disk" || qemu-img create -q -f qcow2 "$disk" 16M
            test -n "$USE_TMPDIR" && test -n "$TMPDIR"
            mkdir -p "$TMPDIR/xchg"
            cd "$TMPDIR"
            exec qemu-system-x86_64 -machine accel=kvm:tcg -cpu max -name scripted -m 256 -smp 1 \\
                -device virtio-rng-pci \\
                -net nic,netdev=user.0,model=virtio -netdev user,id=user.0,"$QEMU_NET_OPTS" \\
                -device virtio-net-pci,netdev=vlan1,mac=52:54:00:12:01:02 -netdev vde,id=vlan1,sock="$QEMU_VDE_SOCKET_1" \\
                -virtfs local,path="${SHARED_DIR:-$TMPDIR/xchg}",security_model=none,mount_tag=shared \\
                -virtfs local,path="$TMPDIR/xchg",security_model=none,mount_tag=xchg \\
                -drive file="$disk",if=none,id=drive1,cache=writeback -device virtio-blk-pci,drive=drive1 \\
                -kernel @kernel@ -initrd @initrd@ -append "console=ttyS0 panic=-1 $QEMU_KERNEL_PARAMS" \\
                $QEMU_OPTS "$@"
            """;

    private Path directory;
    private TestingCluster test;
    private Machine plain;
    private Machine scripted;

    @BeforeAll
    void boot(@TempDir Path own) throws Exception {
        directory = own;
        var tiny = TestingCluster.images().get(new ImageSpec.Tiny(), progress -> {});
        var seed = new GuestSeed("scripted",
                List.of(new GuestSeed.Card(1, MAC,
                        List.of(new GuestSeed.Address(InetAddress.getByName("192.168.1.2"), 24)))),
                List.of(new GuestSeed.Host(InetAddress.getByName("192.168.1.1"), List.of("plain"))));
        var initrd = seed.appendTo(tiny.initrd(), directory.resolve("initrd"));
        test = new TestingCluster(directory, TestingCluster.tiny("plain"),
                by(script("run-scripted-vm",
                        SCRIPT.replace("@kernel@", tiny.kernel().toString()).replace("@initrd@", initrd.toString())))
                        .onVlans(1)
                        .options(options("run-scripted-vm").with(QemuBackend.KERNEL_PARAMETERS,
                                List.of("wanted=this"))));
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

    private Options options(String script) {
        return Options.none().with(QemuBackend.START_SCRIPT, directory.resolve(script));
    }

    private static NodeSpec by(Path script) {
        return NodeSpec.of("scripted", new ImageSpec.Tiny())
                .onVlans()
                .options(Options.none().with(QemuBackend.START_SCRIPT, script));
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
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
    @DisplayName("its kernel is given the parameters that are wanted beside its own")
    void kernelParameters() {
        assertThat(scripted.succeed("cat /proc/cmdline")).contains("console=ttyS0", "wanted=this");
    }

    @Test
    @Order(1)
    @DisplayName("it has the monitor, and commands side by side with input of any length")
    void channels() {
        assertThat(scripted.sendMonitorCommand("info name")).contains("scripted");
        assertThat(scripted.execute("sleep 0.1; echo out; echo err >&2; exit 3"))
                .extracting(result -> result.stdout().strip(), result -> result.stderr().strip(),
                        result -> result.exitStatus())
                .containsExactly("out", "err", 3);
    }

    @Test
    @Order(1)
    @DisplayName("what is done to disks and network cards by their names it cannot do, and it is said why")
    void missingCapabilities() {
        assertThat(scripted.capability(LinkCarrier.class)).isEmpty();
        assertThatThrownBy(() -> scripted.require(Snapshots.class)).isInstanceOf(MissingCapability.class)
                .hasMessageContainingAll("scripted has no Snapshots", "because a start script");
    }

    @Test
    @Order(2)
    @DisplayName("it may reboot, and its disk is kept over reboots and crashes")
    void reboots() throws Exception {
        scripted.succeed("echo kept | dd of=/dev/vda conv=fsync");
        scripted.reboot();
        assertThat(scripted.succeed("head -c 4 /dev/vda")).isEqualTo("kept");
        scripted.crash();
        assertThat(scripted.succeed("head -c 4 /dev/vda")).isEqualTo("kept");
        scripted.succeed("ping -c 1 plain");
        try (var files = Files.walk(test.runBase)) {
            assertThat(files.filter(file -> file.endsWith("state/scripted.qcow2"))).hasSize(1);
        }
    }

    @Test
    @Order(3)
    @DisplayName("the end of its switch is its end, which says so, and no other machine's")
    void switchKilled() {
        TestingCluster.processes()
                .stream()
                .filter(process -> process.info().command().orElse("").endsWith("/vde_switch"))
                .forEach(ProcessHandle::destroyForcibly);
        assertThatThrownBy(scripted::waitForShutdown).isInstanceOf(MachineDied.class)
                .hasMessageContaining("the vde_switch of VLAN 1 ended: signal 9");
        plain.succeed("true");
        scripted.start();
        scripted.succeed("ping -c 1 plain");
    }

    @Test
    @Order(1)
    @DisplayName("a script that is not there, or not executable, is missed before anything starts")
    void notThere() throws IOException {
        var plainText = Files.writeString(directory.resolve("text"), "true");
        assertThatThrownBy(() -> new TestingCluster(directory, by(Path.of("/nowhere/run-vm"))).close())
                .isInstanceOf(HostNotReady.class)
                .hasMessageContaining("the start script of scripted, /nowhere/run-vm, does not exist");
        assertThatThrownBy(() -> new TestingCluster(directory, by(plainText)).close()).isInstanceOf(HostNotReady.class)
                .hasMessageContainingAll("cannot be executed", "chmod +x " + plainText);
    }

    @Test
    @Order(1)
    @DisplayName("a script that ends at once is a death with its last words; one without a machine is a boot in vain")
    void ends() throws Exception {
        var ending = by(script("ending", "#! /bin/sh\necho the store is empty >&2\nexit 3\n"));
        try (var broken = new TestingCluster(directory, ending)) {
            assertThatThrownBy(() -> broken.machine("scripted").succeed("true")).isInstanceOf(MachineDied.class)
                    .hasMessageContainingAll("exit status 3", "the store is empty");
        }
        var raving = by(
                script("raving", "#! /bin/sh\nhead -c 9999 /dev/urandom\necho so much for that\nexec sleep 999\n"));
        try (var broken = new TestingCluster(directory, Duration.ofSeconds(2), raving)) {
            assertThatThrownBy(() -> broken.machine("scripted").succeed("true")).isInstanceOf(BootFailed.class)
                    .hasMessageContainingAll("scripted did not start", "so much for that");
        }
        var noProgram = by(script("garbage", "\u0001\u0002\n"));
        try (var broken = new TestingCluster(directory, noProgram)) {
            assertThatThrownBy(() -> broken.machine("scripted").succeed("true")).isInstanceOf(MachineDied.class)
                    .hasMessageContaining("garbage");
        }
    }
}

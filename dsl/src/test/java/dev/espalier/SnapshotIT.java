package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MissingCapability;
import dev.espalier.error.RebootReason;
import dev.espalier.error.RestoreRefused;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What snapshots are of that not every machine has: disks, boards, links, reboots. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Alone
class SnapshotIT {
    /** More are for a run by hand: {@code -Despalier.restores=50}. */
    private static final int OFTEN = Integer.getInteger("espalier.restores", 5);

    @TempDir
    private Path directory;

    @AfterEach
    void nothingOfAClosedClusterRuns() {
        assertThat(TestingCluster.processes()).isEmpty();
    }

    /** The tiny system, beside a disk of 8 MiB that it does nothing with. */
    private GuestImage withDisk() throws Exception {
        var tiny = TestingCluster.images().get(new ImageSpec.Tiny(), progress -> {});
        var disk = directory.resolve("disk with 'quotes', and blanks");
        try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(8 * 1024 * 1024);
        }
        return new GuestImage(tiny.kernel(), tiny.initrd(), Optional.of(disk), tiny.kernelParameters());
    }

    private static String firstWord(Machine machine) {
        return machine.succeed("echo 1 >/proc/sys/vm/drop_caches; head -c 5 /dev/vda");
    }

    private static void write(Machine machine, String fiveLetters) {
        machine.succeed("printf " + fiveLetters + " | dd of=/dev/vda conv=fsync,notrunc 2>/dev/null");
    }

    @Test
    @DisplayName("a disk is as it was, however often it was written to since, and the image as it always was")
    void disk() throws Exception {
        var image = withDisk();
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").image(new ImageSpec.Files(image)))) {
            var one = test.machine("one");
            write(one, "first");
            var snapshot = one.snapshot("first");
            write(one, "later");
            var other = one.snapshot("later");
            for (int time = 0; time < OFTEN; time++) {
                assertThat(firstWord(one)).isEqualTo(time == 0 ? "later" : "wrong");
                one.restore(snapshot);
                assertThat(firstWord(one)).isEqualTo("first");
                write(one, "wrong");
            }
            one.restore(other);
            assertThat(firstWord(one)).isEqualTo("later");
            one.crash();
            one.start();
            assertThat(firstWord(one)).as("after a cold start from the restored disk").isEqualTo("later");
        }
        assertThat(Files.readAllBytes(image.rootDisk().orElseThrow())).containsOnly(0);
    }

    @Test
    @DisplayName("a kernel, a disk or a QEMU that was changed since is told, and nothing is restored from it")
    void changedImage() throws Exception {
        var image = withDisk();
        var kernel = Files.copy(image.kernel(), directory.resolve("kernel"));
        var changing = new GuestImage(kernel, image.initrd(), image.rootDisk(), image.kernelParameters());
        try (var test = new TestingCluster(directory,
                TestingCluster.tiny("one").image(new ImageSpec.Files(changing)))) {
            var one = test.machine("one");
            var snapshot = one.snapshot("first");
            Files.write(kernel, new byte[]{1}, StandardOpenOption.APPEND);
            Files.write(image.rootDisk().orElseThrow(), new byte[512], StandardOpenOption.APPEND);
            assertThatThrownBy(() -> one.restore(snapshot)).isInstanceOf(RestoreRefused.class)
                    .hasMessageContainingAll("kernel: there ", "disk: there 8388608 bytes", "here 8389120 bytes",
                            "remedy");
            var manifest = snapshot.directory().resolve("manifest.json");
            Files.writeString(manifest, Files.readString(manifest)
                    .replaceFirst("\"QEMU emulator version [^\"]*\"", "\"QEMU emulator version 0.1\""));
            assertThatThrownBy(() -> one.restore(snapshot)).isInstanceOf(RestoreRefused.class)
                    .hasMessageContainingAll("QEMU: there QEMU emulator version 0.1, here QEMU emulator version ",
                            "remedy");
            one.succeed("true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pc", "microvm"})
    @DisplayName("other boards have snapshots too")
    void boards(String board) throws Exception {
        var node = TestingCluster.tiny("one").options(Options.none().with(QemuBackend.MACHINE_TYPE, board));
        try (var test = new TestingCluster(directory, node)) {
            var one = test.machine("one");
            one.succeed("echo kept >/file");
            var snapshot = one.snapshot("first");
            one.succeed("rm /file");
            one.restore(snapshot);
            assertThat(one.succeed("cat /file")).isEqualTo("kept\n");
        }
    }

    @Test
    @DisplayName("links are as the test has made them since, and not as they were in the snapshot")
    void links() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"), TestingCluster.tiny("two"))) {
            var one = test.machine("one");
            var two = test.machine("two");
            two.waitForShell();
            var open = one.snapshot("open");
            one.network().block();
            var blocked = one.snapshot("blocked");
            one.restore(open);
            one.waitUntilSucceeds("[ $(cat /sys/class/net/eth0/carrier) = 0 ]");
            one.fail("ping -c 1 -W 1 two");
            one.network().unblock();
            one.restore(blocked);
            one.waitUntilSucceeds("ping -c 1 -W 1 two");
        }
    }

    @Test
    @DisplayName("a machine that may reboot may do so after a restore, which is no reboot itself")
    void reboots() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.start(StartOptions.allowReboot());
            var snapshot = one.snapshot("first");
            one.restore(snapshot);
            one.start("reboot -f");
            assertThat(one.waitForReboot()).isEqualTo(RebootReason.GUEST);
            one.restore(snapshot);
            assertThatThrownBy(() -> one.waitForReboot(Duration.ofSeconds(1)))
                    .isInstanceOf(WaitTimedOut.class);
        }
    }

    @Test
    @DisplayName("a machine that is paused stays so after a snapshot, and goes on when it is restored")
    void paused() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.waitForShell();
            one.pause();
            var snapshot = one.snapshot("paused");
            assertThat(one.qemu().qmp("query-status").path("running").asBoolean()).isFalse();
            one.restore(snapshot);
            one.succeed("true");
        }
    }

    @Test
    @DisplayName("a memory that QEMU cannot load is the machine's end, in QEMU's words; the next restore is not")
    void nonsense() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            var whole = one.snapshot("whole");
            var nonsense = one.snapshot("nonsense");
            try (var memory = new RandomAccessFile(nonsense.directory().resolve("memory").toFile(), "rw")) {
                memory.seek(100);
                memory.write(new byte[1000]);
            }
            assertThatThrownBy(() -> one.restore(nonsense)).isInstanceOf(MachineDied.class)
                    .hasMessageContaining("migration");
            one.restore(whole);
            one.succeed("true");
        }
    }

    @Test
    @DisplayName("a machine whose backend has no snapshots is told whose have")
    void missing() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(() -> test.machine("one").snapshot("never")).isInstanceOf(MissingCapability.class)
                    .hasMessageContaining("qemu");
        }
    }
}

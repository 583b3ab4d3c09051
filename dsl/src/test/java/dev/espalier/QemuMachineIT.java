package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.BootFailed;
import dev.espalier.error.Death;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Alone
class QemuMachineIT {

    @TempDir
    private Path directory;

    @AfterEach
    void nothingOfAClosedClusterRuns() {
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a kernel that panics is a death by panic, with the panic on the console")
    void panics() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            assertThatThrownBy(() -> test.machine("one").execute("echo c >/proc/sysrq-trigger"))
                    .isInstanceOfSatisfying(MachineDied.class,
                            died -> assertThat(died.death()).isEqualTo(new Death.Panicked()))
                    .hasMessageContainingAll("one died", "Kernel panic - not syncing");
        }
    }

    @Test
    @DisplayName("a guest that does not answer in time fails its boot, with its console")
    void neverAnswers() throws Exception {
        var silent = TestingCluster.tiny("one")
                .options(Options.none().with(QemuBackend.KERNEL_PARAMETERS, List.of("rdinit=/nowhere", "panic=0")));
        try (var test = new TestingCluster(directory, Duration.ofSeconds(8), silent)) {
            assertThatThrownBy(() -> test.machine("one").succeed("true")).isInstanceOf(BootFailed.class)
                    .hasMessageContainingAll("one did not start", "8 s", "Kernel panic");
        }
    }

    @Test
    @DisplayName("an initramfs that is none is the kernel's panic and the machine's end, long before the time is up")
    void brokenInitramfs() throws Exception {
        var tiny = TestingCluster.images().get(new ImageSpec.Tiny(), progress -> {});
        var garbage = Files.writeString(directory.resolve("initrd"), "no archive");
        var broken = new ImageSpec.Files(new GuestImage(tiny.kernel(), garbage, Optional.empty(), List.of("quiet")));
        try (var test = new TestingCluster(directory, NodeSpec.of("one", broken))) {
            assertThatThrownBy(() -> test.machine("one").succeed("true")).isInstanceOf(MachineDied.class)
                    .hasMessageContainingAll("one died", "Kernel panic");
        }
    }

    @Test
    @DisplayName("a kernel that does not exist is missed before anything starts")
    void missingKernel() throws Exception {
        var nowhere = Path.of("/nowhere/bzImage");
        var missing = new ImageSpec.Files(new GuestImage(nowhere, nowhere, Optional.empty(), List.of()));
        assertThatThrownBy(() -> new TestingCluster(directory, NodeSpec.of("one", missing)).close())
                .isInstanceOf(HostNotReady.class)
                .hasMessageContaining("/nowhere/bzImage");
    }

    @Test
    @DisplayName("a QEMU that refuses its arguments is quoted")
    void refusedArguments() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").cpus(1000))) {
            assertThatThrownBy(() -> test.machine("one").succeed("true")).hasMessageContainingAll("one",
                    "Invalid SMP CPUs 1000");
        }
    }

    @Test
    @DisplayName("a cluster that is closed while its guests boot leaves no process and no file")
    void closedWhileBooting() throws Exception {
        var test = new TestingCluster(directory, TestingCluster.tiny("one"), TestingCluster.tiny("two"));
        test.cluster.startAll();
        assertThat(TestingCluster.processes()).isNotEmpty();
        test.close();
        assertThat(TestingCluster.processes()).isEmpty();
        assertThat(test.leftovers()).isEmpty();
    }
}

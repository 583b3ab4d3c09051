package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.Death;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What else resets can be: those of other boards, those that are the machine's end, and those that never come to one. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ResetIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Options PC_WITH_WATCHDOG = Options.none()
            .with(QemuBackend.MACHINE_TYPE, "pc")
            .with(QemuBackend.WATCHDOG, "i6300esb");

    @TempDir
    private Path directory;

    @AfterEach
    void nothingOfAClosedClusterRuns() {
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a watchdog's reset is the end of a machine that was started as usual, and a reboot of one that may")
    void watchdog() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").options(PC_WITH_WATCHDOG))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.execute(RebootIT.WATCHDOG + "sleep 1000")).isInstanceOfSatisfying(
                    MachineDied.class,
                    died -> assertThat(died.death()).isEqualTo(new Death.Reset(RebootReason.WATCHDOG)));

            one.start(StartOptions.allowReboot());
            assertThatThrownBy(() -> one.execute(RebootIT.WATCHDOG + "sleep 1000")).isInstanceOfSatisfying(
                    MachineRebooted.class,
                    rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.WATCHDOG));
            one.succeed("true");
        }
    }

    @Test
    @DisplayName("a reset from outside is the end of a machine that may not reboot")
    void fromOutside() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.waitForShell();
            one.qemu().qmp("system_reset");
            assertThatThrownBy(one::waitForShutdown).isInstanceOfSatisfying(MachineDied.class,
                    died -> assertThat(died.death()).isEqualTo(new Death.Reset(RebootReason.HOST)));
        }
    }

    @Test
    @DisplayName("on a board that hears of no panic, a kernel's panic before its reset is known from the console")
    void panicOfAMicrovm() throws Exception {
        var microvm = Options.none().with(QemuBackend.MACHINE_TYPE, "microvm");
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one").options(microvm))) {
            var one = test.machine("one");
            one.start(StartOptions.allowReboot());
            assertThatThrownBy(() -> one.execute("echo c >/proc/sysrq-trigger; sleep 1000"))
                    .isInstanceOfSatisfying(MachineRebooted.class,
                            rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.PANIC))
                    .hasMessageContaining("Kernel panic - not syncing");
        }
    }

    @Test
    @DisplayName("a microvm has no bus for a watchdog, which is said before anything starts")
    void watchdogOfAMicrovm() {
        var microvm = Options.none()
                .with(QemuBackend.MACHINE_TYPE, "microvm")
                .with(QemuBackend.WATCHDOG, "i6300esb");
        assertThatThrownBy(() -> new TestingCluster(directory, TestingCluster.tiny("one").options(microvm)).close())
                .isInstanceOf(HostNotReady.class)
                .hasMessageContainingAll("microvm has no bus for the watchdog of one", "machine_type");
    }

    @Test
    @DisplayName("a guest that goes down as it is to power off does so when it is up again, and one whose QEMU is killed while it is down is dead")
    void ends() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.start(StartOptions.allowReboot());
            one.waitForShell();
            one.qemu().qmp("system_reset");
            one.shutdown();
            assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isNotDone();

            one.start(StartOptions.allowReboot());
            one.waitForShell();
            one.qemu().qmp("system_reset");
            var unused = one.qemu().waitForEvent(event -> event.name().equals("RESET"), LONG);
            var waiting = one.start("true");
            one.qemu().monitor("quit");
            assertThatThrownBy(waiting::await).isInstanceOfSatisfying(MachineDied.class,
                    died -> assertThat(died.death()).isEqualTo(new Death.ProcessEnded(new ExitStatus.Exited(0))));
        }
    }
}

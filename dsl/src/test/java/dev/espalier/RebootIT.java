package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootReason;
import dev.espalier.report.TestEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One guest of QEMU's that goes down in ways that only a board and a kernel have, and is there again each time. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RebootIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String PANIC = "echo c >/proc/sysrq-trigger";

    /** Sets off the board's watchdog, an i6300esb, for two seconds: its clock to 1 MHz, without an interrupt, and on. */
    static final String WATCHDOG = """
            d=$(grep -l 0x25ab /sys/bus/pci/devices/*/device); d=${d%/device}
            printf '\\007\\000' | dd of=$d/config bs=2 seek=48 conv=notrunc
            printf '\\002' | dd of=$d/config bs=1 seek=104 conv=notrunc
            """;

    @TempDir
    private static @Nullable Path directory;

    private static @Nullable TestingCluster test;

    private static <T> T notNull(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private static Machine one() {
        return notNull(test).machine("one");
    }

    @BeforeAll
    static void boot() throws Exception {
        test = new TestingCluster(notNull(directory), TestingCluster.tiny("one")
                .options(Options.none().with(QemuBackend.WATCHDOG, "i6300esb")));
        one().start(StartOptions.allowReboot());
        one().waitForShell();
    }

    @AfterAll
    static void end() {
        notNull(test).close();
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @AfterEach
    void theNextCommandIsNotHarmed() {
        var result = one().execute("echo out; echo err >&2; exit 7");
        assertThat(result.exitStatus()).isEqualTo(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(notNull(test).cluster.unexpectedDeath().toCompletableFuture()).isNotDone();
    }

    private static String bootId(Machine machine) {
        return machine.succeed("cat /proc/sys/kernel/random/boot_id");
    }

    private static long reboots() {
        return notNull(test).events().stream().filter(TestEvent.MachineRebooted.class::isInstance).count();
    }

    /** Gives the guest a command that brings it down, and waits for it to be there again. */
    private static MachineRebooted down(Machine machine, String command) {
        var before = bootId(machine);
        machine.succeed("echo lost >/run/of-this-boot");
        var end = catchThrowableOfType(MachineRebooted.class, () -> machine.execute(command + "\nsleep 1000"));
        assertThat(end).isNotNull();
        assertThat(bootId(machine)).isNotEqualTo(before);
        machine.fail("test -e /run/of-this-boot");
        assertThat(machine.waitForReboot(LONG)).isEqualTo(end.reason());
        return end;
    }

    @Test
    @DisplayName("sysrq's reboot is one of the guest's own")
    void sysrq() {
        assertThat(down(one(), "echo b >/proc/sysrq-trigger").reason()).isEqualTo(RebootReason.GUEST);
    }

    @Test
    @DisplayName("a kernel that panics and reboots is told by its panic, with its console")
    void panics() {
        one().succeed("echo 1 >/proc/sys/kernel/panic");
        assertThat(down(one(), PANIC)).hasMessageContainingAll("the guest's kernel panicked",
                "Kernel panic - not syncing").extracting(MachineRebooted::reason).isEqualTo(RebootReason.PANIC);
    }

    @Test
    @DisplayName("a watchdog that is left alone resets the guest, and is named")
    void watchdog() {
        assertThat(down(one(), WATCHDOG).reason()).isEqualTo(RebootReason.WATCHDOG);
        assertThat(notNull(test).events()).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(TestEvent.MachineRebooted.class,
                        rebooted -> assertThat(rebooted.why()).isEqualTo("watchdog")));
    }

    @Test
    @DisplayName("a reset by QMP is one from outside")
    void fromOutside() {
        var running = one().start("sleep 1000");
        one().succeed("true");
        one().qemu().qmp("system_reset");
        assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineRebooted.class,
                rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.HOST));
        assertThat(one().waitForReboot(LONG)).isEqualTo(RebootReason.HOST);
    }

    @Test
    @DisplayName("a guest that is just coming up is up before it is rebooted")
    void askedWhileDown() {
        var running = one().start("sleep 1000");
        one().qemu().qmp("system_reset");
        assertThatThrownBy(running::await).isInstanceOf(MachineRebooted.class);
        var rebootsBefore = reboots();
        one().reboot();
        assertThat(reboots()).isEqualTo(rebootsBefore + 2);
    }
}

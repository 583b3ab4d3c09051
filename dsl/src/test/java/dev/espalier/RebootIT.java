package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.spi.Options;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootReason;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One real guest that goes down in every way there is, and is there again each time. */
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

    private static final String NOISE = "echo run >>/run/runs; while :; do echo noise; echo noise >&2; done";

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
    @DisplayName("a guest that reboots by itself ends what runs at once, with the reason; what comes then waits for it")
    void byItself() {
        var before = bootId(one());
        var rebootsBefore = reboots();
        var running = one().start("echo begun; sleep 1000");
        one().succeed("(sleep 2; reboot -f) >/dev/null 2>&1 &");

        assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineRebooted.class, rebooted -> {
            assertThat(rebooted.machine()).isEqualTo("one");
            assertThat(rebooted.reason()).isEqualTo(RebootReason.GUEST);
            assertThat(rebooted.command()).contains("sleep 1000");
        }).hasMessageContaining("one rebooted during a command: the guest reset itself");
        assertThat(one().isUp()).isFalse();
        assertThat(reboots()).isEqualTo(rebootsBefore);
        assertThat(bootId(one())).isNotEqualTo(before);

        assertThat(one().waitForReboot(LONG)).isEqualTo(RebootReason.GUEST);
        assertThat(one().isUp()).isTrue();
        assertThat(reboots()).isEqualTo(rebootsBefore + 1);
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
    @DisplayName("a reset from outside is told from one of the guest's own, by QMP as by the button")
    void fromOutside() {
        var running = one().start("sleep 1000");
        one().succeed("true");
        one().qemu().qmp("system_reset");
        assertThatThrownBy(running::await).isInstanceOfSatisfying(MachineRebooted.class,
                rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.HOST));
        assertThat(one().waitForReboot(LONG)).isEqualTo(RebootReason.HOST);

        var before = bootId(one());
        one().reset();
        assertThat(one().isUp()).isTrue();
        assertThat(bootId(one())).isNotEqualTo(before);
    }

    @Test
    @DisplayName("reboot returns when the next boot answers, and is not what a later wait waits for")
    void asked() {
        var before = bootId(one());
        one().reboot();
        assertThat(one().isUp()).isTrue();
        assertThat(bootId(one())).isNotEqualTo(before);
        assertThatThrownBy(() -> one().waitForReboot(Duration.ofSeconds(1))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("one", "its reboot");
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

    @Test
    @DisplayName("whatever the guest was saying and was still to be told when it went down, the next boot hears none of it")
    void nothingIsCarriedOver() {
        for (int time = 0; time < 3; time++) {
            var running = new ArrayList<>(Stream.generate(() -> one().start(NOISE)).limit(6).toList());
            one().succeed("while [ ! -e /run/runs ] || [ $(wc -l </run/runs) -lt 6 ]; do sleep 0.1; done");
            running.addAll(Stream.generate(() -> one().start(NOISE)).limit(20).toList());
            one().reset();
            assertThat(running).allSatisfy(
                    command -> assertThatThrownBy(command::await).isInstanceOf(MachineRebooted.class));
            one().fail("test -e /run/runs");
            assertThat(one().execute("head -c 1000000 /dev/zero").stdoutBytes()).hasSize(1_000_000).containsOnly(0);
        }
    }

    @Test
    @DisplayName("a guest that goes down in the middle of an upload has the rest of it neither read nor run")
    void upload() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }
        };
        var upload = CompletableFuture.supplyAsync(() -> one().stream("touch /run/begun; cat >/dev/null",
                CommandOptions.DEFAULT.stdin(new ShellInput(Long.MAX_VALUE / 1_000_000, () -> endless)),
                OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
                work -> Thread.ofVirtual().start(work));
        one().waitForFile("/run/begun");
        one().reset();
        assertThatThrownBy(upload::join).hasCauseInstanceOf(MachineRebooted.class);
    }

    @Test
    @DisplayName("a guest whose output nobody took when it went down is there again all the same")
    void unreadOutput() throws Exception {
        var read = new CountDownLatch(1);
        var slow = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        var running = CompletableFuture.supplyAsync(() -> one().stream("touch /run/begun; yes",
                CommandOptions.DEFAULT, slow, OutputStream.nullOutputStream()),
                work -> Thread.ofVirtual().start(work));
        one().waitForFile("/run/begun");
        one().reset();
        assertThatThrownBy(running::join).hasCauseInstanceOf(MachineRebooted.class);
        one().succeed("true");
        read.countDown();
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.command.CommandResult;
import dev.espalier.error.BootFailed;
import dev.espalier.error.Death;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.error.RebootReason;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class QemuMachineIT {

    @TempDir
    private Path directory;

    @AfterEach
    void nothingOfAClosedClusterRuns() {
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a command's exit status and outputs come back from a guest, whatever bytes they hold")
    void commands() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            var result = one.execute("echo out; echo err >&2; exit 3");
            assertThat(result).extracting(CommandResult::exitStatus, CommandResult::stdout, CommandResult::stderr)
                    .containsExactly(3, "out\n", "err\n");
            assertThat(one.execute("printf '\\000\\377\\r\\n\\001'").stdoutBytes()).containsExactly(0, -1, '\r', '\n',
                    1);
            assertThat(one.execute("head -c 1000000 /dev/zero").stdoutBytes()).hasSize(1_000_000).containsOnly(0);
            assertThat(one.execute("sleep 50", Duration.ofSeconds(1)).exitStatus()).isEqualTo(CommandResult.TIMED_OUT);
            assertThat(one.execute("kill -TERM $$").exitStatus()).isEqualTo(143);
        }
    }

    @Test
    @DisplayName("a guest that powers itself off is down, not dead, and what waits for its shutdown goes on")
    void powersItselfOff() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.succeed("(sleep 0.5; poweroff) >/dev/null 2>&1 &");
            one.waitForShutdown();
            assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    @DisplayName("guests of any board reach each other by name and address, but only on the same VLAN")
    void network() throws Exception {
        try (var test = new TestingCluster(directory,
                TestingCluster.tiny("alpha").options(Options.none().with(QemuBackend.MACHINE_TYPE, "q35")),
                TestingCluster.tiny("beta").options(Options.none().with(QemuBackend.MACHINE_TYPE, "microvm")),
                TestingCluster.tiny("gamma").onVlans(2))) {
            var alpha = test.machine("alpha");
            var beta = test.machine("beta");
            alpha.start();
            beta.waitForShell();
            alpha.succeed(ping("beta"), ping("192.168.1.2"), ping("2001:db8:1::2"));
            beta.succeed(ping("alpha"), ping("192.168.1.1"), ping("2001:db8:1::1"));
            beta.crash();
            var gamma = test.machine("gamma");
            gamma.succeed(ping("192.168.2.3"), "ip addr add 192.168.1.3/24 dev eth0");
            alpha.fail(ping("gamma"), ping("192.168.1.3"));
            gamma.fail(ping("alpha"));
        }
    }

    private static String ping(String address) {
        return "ping -c 1 -W 3 " + address;
    }

    @Test
    @DisplayName("a QEMU that is killed while a command runs ends the command at once, with its signal and its last words")
    void killed() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.succeed("echo these were its last words >/dev/console");
            var command = CompletableFuture.supplyAsync(() -> one.execute("sleep 50"),
                    work -> Thread.ofVirtual().start(work));
            var kill = Instant.now();
            assertThat(TestingCluster.qemu().destroyForcibly()).isTrue();
            var end = catchThrowableOfType(ExecutionException.class, command::get);
            System.out
                    .println("from QEMU's death to the command's exception: " + Duration.between(kill, Instant.now()));
            assertThat(end).cause()
                    .isInstanceOfSatisfying(MachineDied.class, died -> assertThat(died.death())
                            .isEqualTo(new Death.ProcessEnded(new ExitStatus.Signaled(9))))
                    .hasMessageContainingAll("one died", "SIGKILL", "these were its last words");
            assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isCompletedWithValueMatching(
                    died -> died.machine().equals("one"));
        }
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
    @DisplayName("a guest that resets itself is dead, as it was not allowed to; waiting for its shutdown says so")
    void resets() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.succeed("(sleep 0.5; reboot -f) >/dev/null 2>&1 &");
            assertThatThrownBy(one::waitForShutdown).isInstanceOfSatisfying(MachineDied.class,
                    died -> assertThat(died.death()).isEqualTo(new Death.Reset(RebootReason.GUEST)));
            assertThatThrownBy(() -> one.succeed("true")).isInstanceOf(MachineDied.class);
            one.start();
            one.succeed("true");
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

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.Options;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Screen;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MachineNotRunning;
import dev.espalier.error.MissingCapability;
import dev.espalier.error.RebootReason;
import dev.espalier.error.ToolMissing;
import dev.espalier.runtime.process.ExitStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of screens, keyboards and monitors when there is no machine behind them. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostMachineIT {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("ctrl-alt-delete resets the guest, which ends a wait that is going on, and all later looks at it")
    void reset() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.waitForShell();
            var wait = CompletableFuture.supplyAsync(
                    () -> one.qemu().waitForEvent(event -> false, Duration.ofMinutes(10)),
                    work -> Thread.ofVirtual().start(work));
            one.sendKey("ctrl-alt-delete");
            assertThatThrownBy(wait::join).isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(MachineDied.class,
                            died -> assertThat(died.death()).isEqualTo(new Death.Reset(RebootReason.GUEST)));
            assertThatThrownBy(one::getScreenText).isInstanceOf(MachineDied.class);
        }
    }

    @Test
    @DisplayName("what is asked of QEMU while it is killed ends with the machine's death, not the channel's")
    void killed() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            one.waitForShell();
            var typing = CompletableFuture.runAsync(() -> one.sendChars("x".repeat(100_000)),
                    work -> Thread.ofVirtual().start(work));
            one.screenshot("last");
            assertThat(TestingCluster.qemu().destroyForcibly()).isTrue();
            assertThatThrownBy(typing::join).cause()
                    .isInstanceOfSatisfying(MachineDied.class, died -> assertThat(died.death())
                            .isEqualTo(new Death.ProcessEnded(new ExitStatus.Signaled(9))))
                    .hasMessageContaining("SIGKILL");
        }
    }

    @Test
    @DisplayName("a machine that does not run is not started for a look, and says so; one that was shut down too")
    void notRunning() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.tiny("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.screenshot("nothing")).isInstanceOf(MachineNotRunning.class)
                    .hasMessage("one is not running, so its Screen cannot be used; start it first");
            one.start();
            assertThat(one.screen().png()).startsWith(0x89, 'P', 'N', 'G');
            one.crash();
            assertThatThrownBy(one::pause).isInstanceOf(MachineNotRunning.class);
            assertThatThrownBy(() -> one.sendConsole("root\n")).isInstanceOf(MachineNotRunning.class);
            assertThat(TestingCluster.processes()).noneMatch(
                    process -> process.info().command().orElse("").contains("qemu-system"));
        }
    }

    @Test
    @DisplayName("a microvm has neither screen nor keyboard, but can be paused; other machines of its backend have them")
    void microvm() throws Exception {
        var microvm = TestingCluster.tiny("one").options(Options.none().with(QemuBackend.MACHINE_TYPE, "microvm"));
        try (var test = new TestingCluster(directory, microvm)) {
            var one = test.machine("one");
            assertThat(one.capability(Screen.class)).isEmpty();
            assertThat(one.capability(Keyboard.class)).isEmpty();
            assertThat(one.capability(Pause.class)).isPresent();
            assertThatThrownBy(() -> one.sendKey("a")).isInstanceOf(MissingCapability.class)
                    .hasMessageContainingAll("one has no Keyboard", "as it is set up", "with the backend qemu");
            assertThatThrownBy(one::getScreenText).as("what its guest shows").isInstanceOf(ToolMissing.class);
            one.waitForShell();
            one.pause();
            assertThat(one.qemu().qmp("query-status").path("status").asText()).isEqualTo("paused");
            one.resume();
            one.succeed("true");
        }
    }
}

package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import dev.espalier.backends.shell.PortShell;
import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.backends.spi.Chord;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.LinkCarrier;
import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.Screen;
import dev.espalier.backends.spi.SerialInput;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.supervision.Address;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QemuCapabilitiesTest {
    private static final GuestSnapshots.Subject<ResidentBashes> SUBJECT = new GuestSnapshots.Subject<>(
            PortShell.recess(new Address<>("lanes")), Optional.empty(), ResetPolicy.END, new Entrance());

    private final ScriptedQmp running = new ScriptedQmp(true);
    private final ScriptedQmp paused = new ScriptedQmp(false);

    @Test
    @DisplayName("a PC has a screen and a keyboard, a microvm has not")
    void types() {
        for (var pc : List.of(MachineType.Q35, MachineType.PC)) {
            assertThat(QemuCapabilities.of(pc, running, new ConsoleInput(), Path.of("/run"), SUBJECT).types())
                    .containsExactlyInAnyOrder(Qmp.class, Monitor.class, Pause.class, Power.class, Reboot.class,
                            Reset.class, PowerButton.class, Screen.class, Snapshots.class,
                            Keyboard.class, SerialInput.class, LinkCarrier.class, LinkDelay.class);
        }
        assertThat(
                QemuCapabilities.of(MachineType.MICROVM, running, new ConsoleInput(), Path.of("/run"), SUBJECT).types())
                .containsExactlyInAnyOrder(Qmp.class, Monitor.class, Pause.class, Power.class, Reboot.class,
                        Reset.class, SerialInput.class, Snapshots.class,
                        LinkCarrier.class, LinkDelay.class);
    }

    @Test
    @DisplayName("a start script's machine has all but what is done to disks and network cards by their names")
    void startScript() {
        assertThat(QemuCapabilities.ofStartScript(running, new ConsoleInput(), Path.of("/run")).types())
                .containsExactlyInAnyOrder(Qmp.class, Monitor.class, Pause.class, Power.class, Reboot.class,
                        Reset.class, PowerButton.class, Screen.class, Keyboard.class, SerialInput.class);
    }

    @Test
    @DisplayName("what is typed on a serial console that QEMU has not connected is lost, and that is said")
    void serialInput() {
        assertThat(new QemuSerialInput(new ConsoleInput()).type("root\n").toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(ChannelLost.class)
                .withMessageContaining("nothing was typed");
    }

    @Test
    @DisplayName("a guest that runs stands still while its screen is read, and then goes on")
    void still() {
        var read = new QemuProcessors(running).whileStill(() -> {
            running.commands.add("read");
            return CompletableFuture.completedStage("text");
        });
        assertThat(read.toCompletableFuture()).isCompletedWithValue("text");
        assertThat(running.commands).containsExactly("query-status", "stop", "read", "cont");
    }

    @Test
    @DisplayName("it goes on also when the reading fails")
    void failingWork() {
        var read = new QemuProcessors(running).<String>whileStill(
                () -> CompletableFuture.failedStage(new IllegalStateException("unreadable")));
        assertThatThrownBy(() -> read.toCompletableFuture().join()).hasRootCauseMessage("unreadable");
        assertThat(running.commands).endsWith("stop", "cont");
    }

    @Test
    @DisplayName("a guest that the test paused stays paused")
    void alreadyStill() {
        var read = new QemuProcessors(paused).whileStill(() -> CompletableFuture.completedStage("text"));
        assertThat(read.toCompletableFuture()).isCompletedWithValue("text");
        assertThat(paused.commands).containsExactly("query-status");
    }

    @Test
    @DisplayName("the index of a VGA's registers is put back")
    void index() {
        var registers = new VgaRegisters(new QemuMonitor(running), VgaRegisters.CRT_CONTROLLER);
        assertThat(registers.read(List.of(12, 13)).toCompletableFuture()).isCompletedWithValue(List.of(0x0b, 0x0b));
        assertThat(running.commands).map(command -> command.replaceAll(".*:\"(.*)\"}", "$1"))
                .containsExactly("i /xb 980", "i /xb 980 .12", "i /xb 980 .13", "o /xb 980 11");
    }

    private QemuKeyboard keyboard() {
        return new QemuKeyboard(running, new QemuProcessors(running),
                new KeyboardController(new QemuMonitor(running)));
    }

    @Test
    @DisplayName("no chord is pressed before the guest has taken the one before")
    void untaken() {
        running.untaken = 3;
        keyboard().press(List.of(Chord.of("a"), Chord.of("b"))).toCompletableFuture().join();
        assertThat(running.commands).map(command -> command.split(" ", 2)[0])
                .filteredOn(command -> !command.equals("query-status"))
                .containsExactly("human-monitor-command", "human-monitor-command", "human-monitor-command",
                        "input-send-event", "human-monitor-command", "input-send-event");
    }

    @Test
    @DisplayName("a chord's keys go down in their order and up in the other, in one call")
    void chord() {
        keyboard().press(List.of(Chord.of("ctrl", "0x1c"))).toCompletableFuture().join();
        assertThat(running.commands).last()
                .asString()
                .isEqualTo("input-send-event {\"events\":["
                        + "{\"type\":\"key\",\"data\":{\"down\":true,\"key\":{\"type\":\"qcode\",\"data\":\"ctrl\"}}},"
                        + "{\"type\":\"key\",\"data\":{\"down\":true,\"key\":{\"type\":\"number\",\"data\":28}}},"
                        + "{\"type\":\"key\",\"data\":{\"down\":false,\"key\":{\"type\":\"number\",\"data\":28}}},"
                        + "{\"type\":\"key\",\"data\":{\"down\":false,\"key\":{\"type\":\"qcode\",\"data\":\"ctrl\"}}}]}");
    }
}

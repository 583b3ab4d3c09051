package dev.espalier.backends.qemu;

import java.nio.file.Path;

import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.spi.Capabilities;
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
import dev.espalier.backends.spi.Screen;
import dev.espalier.backends.spi.SerialInput;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.runtime.console.ConsoleInput;

/** What QEMU's machines can do; those without a PC's devices less than others. */
final class QemuCapabilities {
    private QemuCapabilities() {}

    /** @param directory where QEMU may write files, and find somebody listening who takes its memory */
    static Capabilities of(MachineType type, Qmp qmp, ConsoleInput console, Path directory,
            GuestSnapshots.Subject<ResidentBashes> subject) {
        var processors = new QemuProcessors(qmp);
        var links = new QemuLinks(qmp);
        var all = ofEveryBoard(qmp, processors, console)
                .with(Snapshots.class, new QemuSnapshots(qmp, processors, subject, directory.resolve("memory.sock")))
                .with(LinkCarrier.class, links)
                .with(LinkDelay.class, links);
        return type.hasScreenAndKeyboard() ? withScreenAndKeyboard(all, qmp, processors, directory) : all;
    }

    /**
     * Of a PC whose disks and network cards have names that are not ours.
     *
     * @param directory where QEMU may write files
     */
    static Capabilities ofStartScript(Qmp qmp, ConsoleInput console, Path directory) {
        var processors = new QemuProcessors(qmp);
        return withScreenAndKeyboard(ofEveryBoard(qmp, processors, console), qmp, processors, directory);
    }

    private static Capabilities ofEveryBoard(Qmp qmp, QemuProcessors processors, ConsoleInput console) {
        return Capabilities.none()
                .with(Qmp.class, qmp)
                .with(Monitor.class, new QemuMonitor(qmp))
                .with(Power.class, () -> "poweroff")
                .with(Pause.class, processors)
                .with(Reboot.class, () -> "reboot")
                .with(Reset.class, processors)
                .with(SerialInput.class, new QemuSerialInput(console));
    }

    private static Capabilities withScreenAndKeyboard(Capabilities others, Qmp qmp, QemuProcessors processors,
            Path directory) {
        var monitor = new QemuMonitor(qmp);
        return others.with(Screen.class, new QemuScreen(qmp, monitor, processors, directory))
                .with(PowerButton.class, processors)
                .with(Keyboard.class, new QemuKeyboard(qmp, processors, new KeyboardController(monitor)));
    }
}

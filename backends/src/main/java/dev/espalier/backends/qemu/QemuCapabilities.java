package dev.espalier.backends.qemu;

import java.nio.file.Path;

import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Keyboard;
import dev.espalier.backends.spi.LinkCarrier;
import dev.espalier.backends.spi.LinkDelay;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.Power;
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

    /** @param directory where QEMU may write files */
    static Capabilities of(MachineType type, Qmp qmp, ConsoleInput console, Path directory, SnapshotSubject subject) {
        var monitor = new QemuMonitor(qmp);
        var processors = new QemuProcessors(qmp);
        var links = new QemuLinks(qmp);
        var all = Capabilities.none()
                .with(Qmp.class, qmp)
                .with(Monitor.class, monitor)
                .with(Power.class, () -> "poweroff")
                .with(Pause.class, processors)
                .with(Reboot.class, () -> "reboot")
                .with(Reset.class, processors)
                .with(Snapshots.class, new QemuSnapshots(qmp, processors, subject))
                .with(SerialInput.class, new QemuSerialInput(console))
                .with(LinkCarrier.class, links)
                .with(LinkDelay.class, links);
        return type.hasScreenAndKeyboard()
                ? all.with(Screen.class, new QemuScreen(qmp, monitor, processors, directory))
                        .with(Keyboard.class, new QemuKeyboard(qmp, processors, new KeyboardController(monitor)))
                : all;
    }
}

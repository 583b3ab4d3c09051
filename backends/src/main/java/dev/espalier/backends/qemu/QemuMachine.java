package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.espalier.backends.spi.Nic;
import dev.espalier.backends.spi.ResetPolicy;

/**
 * A machine as QEMU's command line describes it.
 *
 * @param watchdog only on a board that has a bus for it
 * @param disk     a qcow2 file that the guest may write to
 */
record QemuMachine(String name, MachineType type, Accelerator accelerator, ResetPolicy resets,
        Optional<Watchdog> watchdog, Optional<QemuFlash> flash, int cpus, int memoryMib, Path kernel, Path initrd,
        List<String> kernelParameters, Optional<Path> disk, List<Nic> nics, QemuChannels channels) {

    /** The arguments for QEMU, without the program itself. */
    List<String> arguments() {
        var arguments = new ArrayList<QemuArgument>();
        arguments.addAll(board());
        arguments.addAll(channels.arguments(type));
        disk.ifPresent(file -> arguments.addAll(disk(file)));
        for (int index = 0; index < nics.size(); index++) {
            arguments.addAll(nic("net" + index, nics.get(index)));
        }
        return arguments.stream().flatMap(argument -> argument.words().stream()).toList();
    }

    private List<QemuArgument> board() {
        var board = new ArrayList<>(List.of(
                QemuArgument.of("-name", name),
                QemuArgument.flag("-nodefaults"),
                QemuArgument.flag("-no-user-config"),
                atReset(resets),
                QemuArgument.text("-display", "none"),
                type.argument(accelerator),
                QemuArgument.text("-cpu", AcceleratorProbe.CPU),
                QemuArgument.text("-smp", Integer.toString(cpus)),
                QemuArgument.text("-m", Integer.toString(memoryMib)),
                QemuArgument.text("-kernel", kernel.toString()),
                QemuArgument.text("-initrd", initrd.toString()),
                QemuArgument.text("-append", String.join(" ", kernelParameters)),
                type.virtio("virtio-rng")));
        if (type.hasPci()) {
            board.add(QemuArgument.of("-device", "pvpanic-pci"));
        }
        if (type.hasScreenAndKeyboard()) {
            board.add(QemuArgument.of("-device", "VGA"));
        }
        flash.ifPresent(content -> board.addAll(content.arguments()));
        watchdog.ifPresent(model -> board.add(QemuArgument.of("-device", model.word())));
        return board;
    }

    /** A panicking guest that may reboot decides by itself whether it does; QEMU would shut down. */
    static QemuArgument atReset(ResetPolicy resets) {
        return switch (resets) {
            case END -> QemuArgument.flag("-no-reboot");
            case REBOOT -> QemuArgument.text("-action", "panic=none");
        };
    }

    /** The file lives no longer than the test, so what the guest flushes need not reach the host's disk. */
    private List<QemuArgument> disk(Path file) {
        return List.of(
                QemuArgument.text("-drive", "if=none")
                        .with("id", "disk0")
                        .with("file", file)
                        .with("format", "qcow2")
                        .with("cache", "unsafe"),
                type.virtio("virtio-blk").with("drive", "disk0"));
    }

    private List<QemuArgument> nic(String id, Nic nic) {
        var device = type.virtio("virtio-net").with("netdev", id).with("mac", nic.mac());
        return List.of(
                QemuArgument.of("-netdev", "tap")
                        .with("id", id)
                        .with("ifname", nic.port())
                        .with("script", "no")
                        .with("downscript", "no"),
                type.hasPci() ? device.with("romfile", "") : device);
    }
}

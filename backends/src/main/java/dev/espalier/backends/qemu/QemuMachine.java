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
 * @param console  where QEMU finds somebody listening for the serial console, as for {@code shell} and {@code qmp}
 * @param ports    in order
 */
record QemuMachine(String name, MachineType type, Accelerator accelerator, ResetPolicy resets,
        Optional<Watchdog> watchdog, Optional<QemuFlash> flash, int cpus, int memoryMib, Path kernel, Path initrd,
        List<String> kernelParameters, Optional<Path> disk, List<Nic> nics, Path console, Path shell,
        Path qmp, List<QemuPort> ports) {

    /** With more, a guest that finds its host connected is not told of all of them; QEMU's queue for that is short. */
    private static final int PORTS_OF_A_CONTROLLER = 10;

    /** Those, and the console. */
    private static final int MAX_PORTS = PORTS_OF_A_CONTROLLER + 1;

    /** Two for the queues of each port, two for those of the controller, and one for changes of its configuration. */
    private static final int VECTORS = 2 * MAX_PORTS + 3;

    /** The arguments for QEMU, without the program itself. */
    List<String> arguments() {
        var arguments = new ArrayList<QemuArgument>();
        arguments.addAll(board());
        arguments.addAll(channels());
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
                atReset(),
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
    private QemuArgument atReset() {
        return switch (resets) {
            case END -> QemuArgument.flag("-no-reboot");
            case REBOOT -> QemuArgument.text("-action", "panic=none");
        };
    }

    private List<QemuArgument> channels() {
        var channels = new ArrayList<>(List.of(
                socket("console", console),
                QemuArgument.text("-serial", "chardev:console"),
                socket("qmp", qmp),
                QemuArgument.text("-mon", "chardev=qmp").with("mode", "control"),
                socket("shell", shell),
                controller(0),
                QemuArgument.of("-device", "virtconsole")
                        .with("bus", "serial0.0")
                        .with("chardev", "shell")
                        .with("id",
                                "con0")));
        for (int index = 0; index < ports.size(); index++) {
            var controller = index / PORTS_OF_A_CONTROLLER;
            if (controller > 0 && index % PORTS_OF_A_CONTROLLER == 0) {
                channels.add(controller(controller));
            }
            channels.add(socket("port" + index, ports.get(index).socket()));
            channels.add(QemuArgument.of("-device", "virtserialport")
                    .with("bus", "serial" + controller + ".0")
                    .with("chardev", "port" + index)
                    .with("id", "vport" + index)
                    .with("name", ports.get(index).name()));
        }
        return channels;
    }

    /**
     * On a board with PCI each queue has an interrupt of its own. Linux leaves what a port has sent in its queue until the
     * port sends again, so with a shared interrupt every event of one port wakes the readers of all.
     */
    private QemuArgument controller(int number) {
        var controller = type.virtio("virtio-serial").with("id", "serial" + number).with("max_ports", MAX_PORTS);
        return type.hasPci() ? controller.with("vectors", VECTORS) : controller;
    }

    /** QEMU connects to us, and again if the connection ends, so that its reader can be restarted. */
    private static QemuArgument socket(String id, Path path) {
        return QemuArgument.of("-chardev", "socket").with("id", id).with("path", path).with("reconnect", 1);
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

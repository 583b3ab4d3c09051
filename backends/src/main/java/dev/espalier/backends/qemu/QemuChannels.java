package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a QEMU talks over, as its command line describes it.
 *
 * @param console where QEMU finds somebody listening for the serial console, as for {@code shell} and {@code qmp}
 * @param lanes   those of the guest's shell, in order
 */
record QemuChannels(Path console, Path shell, Path qmp, List<QemuLane> lanes) {

    /** How many commands can run at once, and one lane for the host. */
    private static final int LANES = 10;

    /** With more, a guest that finds its host connected is not told of all of them; QEMU's queue for that is short. */
    private static final int PORTS_OF_A_CONTROLLER = 10;

    /** Those, and the console. */
    private static final int MAX_PORTS = PORTS_OF_A_CONTROLLER + 1;

    /** Two for the queues of each port, two for those of the controller, and one for changes of its configuration. */
    private static final int VECTORS = 2 * MAX_PORTS + 3;

    QemuChannels {
        lanes = List.copyOf(lanes);
    }

    /** Those that every machine has. */
    static QemuChannels in(Path directory) {
        return new QemuChannels(directory.resolve("console.sock"), directory.resolve("shell.sock"),
                directory.resolve("qmp.sock"),
                IntStream.range(0, LANES).mapToObj(lane -> QemuLane.in(directory, lane)).toList());
    }

    /** @param type the board that they are devices of */
    List<QemuArgument> arguments(MachineType type) {
        var ports = lanes.stream().flatMap(QemuLane::ports).toList();
        var arguments = new ArrayList<>(List.of(
                socket("console", console),
                QemuArgument.text("-serial", "chardev:console"),
                socket("qmp", qmp),
                QemuArgument.text("-mon", "chardev=qmp").with("mode", "control"),
                socket("shell", shell),
                controller(type, 0),
                QemuArgument.of("-device", "virtconsole")
                        .with("bus", "serial0.0")
                        .with("chardev", "shell")
                        .with("id",
                                "con0")));
        for (int index = 0; index < ports.size(); index++) {
            var controller = index / PORTS_OF_A_CONTROLLER;
            if (controller > 0 && index % PORTS_OF_A_CONTROLLER == 0) {
                arguments.add(controller(type, controller));
            }
            arguments.add(socket("port" + index, ports.get(index).socket()));
            arguments.add(QemuArgument.of("-device", "virtserialport")
                    .with("bus", "serial" + controller + ".0")
                    .with("chardev", "port" + index)
                    .with("id", "vport" + index)
                    .with("name", ports.get(index).name()));
        }
        return arguments;
    }

    /**
     * On a board with PCI each queue has an interrupt of its own. Linux leaves what a port has sent in its queue until the
     * port sends again, so with a shared interrupt every event of one port wakes the readers of all.
     */
    private static QemuArgument controller(MachineType type, int number) {
        var controller = type.virtio("virtio-serial").with("id", "serial" + number).with("max_ports", MAX_PORTS);
        return type.hasPci() ? controller.with("vectors", VECTORS) : controller;
    }

    /** QEMU connects to us, and again if the connection ends, so that its reader can be restarted. */
    private static QemuArgument socket(String id, Path path) {
        return QemuArgument.of("-chardev", "socket").with("id", id).with("path", path).with("reconnect", 1);
    }
}

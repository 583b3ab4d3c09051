package dev.espalier.backends.qemu;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.espalier.backends.shell.PortPair;
import dev.espalier.runtime.io.UnixListener;

/** The two ports of a lane of the guest's shell. */
record QemuLane(QemuPort stdout, QemuPort stderr) {

    static QemuLane in(Path directory, int number) {
        return new QemuLane(new QemuPort(PortPair.stdoutPort(number), directory.resolve("out" + number + ".sock")),
                new QemuPort(PortPair.stderrPort(number), directory.resolve("err" + number + ".sock")));
    }

    Stream<QemuPort> ports() {
        return Stream.of(stdout, stderr);
    }

    PortPair listeners() {
        return new PortPair(new UnixListener(stdout.socket()), new UnixListener(stderr.socket()));
    }
}

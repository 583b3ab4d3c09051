package dev.espalier.backends.qemu;

import dev.espalier.backends.spi.Capabilities;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Qmp;

/** What QEMU's machines can do. */
final class QemuCapabilities {
    private QemuCapabilities() {}

    static Capabilities of(Qmp qmp) {
        return Capabilities.none().with(Qmp.class, qmp).with(Monitor.class, new QemuMonitor(qmp));
    }
}

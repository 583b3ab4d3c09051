package dev.espalier.tck.qemu;

import dev.espalier.tck.PortForwardContract;

class QemuPortForwardContractIT extends PortForwardContract {
    QemuPortForwardContractIT() {
        super(QemuUnderTest.TINY);
    }
}

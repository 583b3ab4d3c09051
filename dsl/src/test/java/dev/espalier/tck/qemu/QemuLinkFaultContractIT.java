package dev.espalier.tck.qemu;

import dev.espalier.tck.LinkFaultContract;

class QemuLinkFaultContractIT extends LinkFaultContract {
    QemuLinkFaultContractIT() {
        super(QemuUnderTest.TINY);
    }
}

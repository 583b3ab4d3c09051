package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkFaultContract;

@Alone
class QemuLinkFaultContractIT extends LinkFaultContract {
    QemuLinkFaultContractIT() {
        super(QemuUnderTest.TINY);
    }
}

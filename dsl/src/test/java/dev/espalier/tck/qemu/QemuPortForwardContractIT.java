package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.PortForwardContract;

@Alone
class QemuPortForwardContractIT extends PortForwardContract {
    QemuPortForwardContractIT() {
        super(QemuUnderTest.TINY);
    }
}

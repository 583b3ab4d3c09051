package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SeenLinkFaultContract;

@Alone
class QemuSeenLinkFaultContractIT extends SeenLinkFaultContract {
    QemuSeenLinkFaultContractIT() {
        super(QemuUnderTest.TINY);
    }
}

package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkCarrierContract;

@Alone
class QemuLinkCarrierContractIT extends LinkCarrierContract {
    QemuLinkCarrierContractIT() {
        super(QemuUnderTest.TINY);
    }
}

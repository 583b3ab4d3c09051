package dev.espalier.tck.qemu;

import dev.espalier.tck.LinkCarrierContract;

class QemuLinkCarrierContractIT extends LinkCarrierContract {
    QemuLinkCarrierContractIT() {
        super(QemuUnderTest.TINY);
    }
}

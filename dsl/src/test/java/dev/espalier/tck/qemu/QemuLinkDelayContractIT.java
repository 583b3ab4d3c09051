package dev.espalier.tck.qemu;

import dev.espalier.tck.LinkDelayContract;

class QemuLinkDelayContractIT extends LinkDelayContract {
    QemuLinkDelayContractIT() {
        super(QemuUnderTest.TINY);
    }
}

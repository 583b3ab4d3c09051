package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkDelayContract;

@Alone
class QemuLinkDelayContractIT extends LinkDelayContract {
    QemuLinkDelayContractIT() {
        super(QemuUnderTest.TINY);
    }
}

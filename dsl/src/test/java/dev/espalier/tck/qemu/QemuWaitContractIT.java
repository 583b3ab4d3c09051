package dev.espalier.tck.qemu;

import dev.espalier.tck.WaitContract;

class QemuWaitContractIT extends WaitContract {
    QemuWaitContractIT() {
        super(QemuUnderTest.TINY);
    }
}

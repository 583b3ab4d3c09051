package dev.espalier.tck.qemu;

import dev.espalier.tck.ResetContract;

class QemuResetContractIT extends ResetContract {
    QemuResetContractIT() {
        super(QemuUnderTest.TINY);
    }
}

package dev.espalier.tck.qemu;

import dev.espalier.tck.BackendContract;

class QemuContractIT extends BackendContract {
    QemuContractIT() {
        super(QemuUnderTest.TINY);
    }
}

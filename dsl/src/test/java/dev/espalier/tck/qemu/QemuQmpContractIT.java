package dev.espalier.tck.qemu;

import dev.espalier.tck.QmpContract;

class QemuQmpContractIT extends QmpContract {
    QemuQmpContractIT() {
        super(QemuUnderTest.TINY);
    }
}

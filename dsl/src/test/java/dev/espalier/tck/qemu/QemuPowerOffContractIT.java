package dev.espalier.tck.qemu;

import dev.espalier.tck.PowerOffContract;

class QemuPowerOffContractIT extends PowerOffContract {
    QemuPowerOffContractIT() {
        super(QemuUnderTest.TINY);
    }
}

package dev.espalier.tck.qemu;

import dev.espalier.tck.PowerButtonContract;

class QemuPowerButtonContractIT extends PowerButtonContract {
    QemuPowerButtonContractIT() {
        super(QemuUnderTest.TINY);
    }
}

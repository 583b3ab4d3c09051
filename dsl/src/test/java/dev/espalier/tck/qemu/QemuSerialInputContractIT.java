package dev.espalier.tck.qemu;

import dev.espalier.tck.SerialInputContract;

class QemuSerialInputContractIT extends SerialInputContract {
    QemuSerialInputContractIT() {
        super(QemuUnderTest.TINY, "/dev/ttyS0");
    }
}

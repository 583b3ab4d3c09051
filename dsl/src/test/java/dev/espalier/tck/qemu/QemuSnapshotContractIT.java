package dev.espalier.tck.qemu;

import dev.espalier.tck.SnapshotContract;

class QemuSnapshotContractIT extends SnapshotContract {
    QemuSnapshotContractIT() {
        super(QemuUnderTest.TINY);
    }
}

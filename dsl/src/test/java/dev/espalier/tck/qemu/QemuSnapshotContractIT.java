package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SnapshotContract;

@Alone
class QemuSnapshotContractIT extends SnapshotContract {
    QemuSnapshotContractIT() {
        super(QemuUnderTest.TINY);
    }
}

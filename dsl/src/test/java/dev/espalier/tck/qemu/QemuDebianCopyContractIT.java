package dev.espalier.tck.qemu;

import dev.espalier.tck.CopyContract;

/** Copies by GNU's coreutils and tar. */
class QemuDebianCopyContractIT extends CopyContract {
    QemuDebianCopyContractIT() {
        super(QemuUnderTest.DEBIAN);
    }

    @Override
    protected void begin() throws InterruptedException {
        one.prepare();
    }
}

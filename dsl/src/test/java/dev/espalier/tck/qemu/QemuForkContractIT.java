package dev.espalier.tck.qemu;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.ForkContract;

@Alone
class QemuForkContractIT extends ForkContract {
    QemuForkContractIT() {
        super(QemuUnderTest.TINY);
    }
}

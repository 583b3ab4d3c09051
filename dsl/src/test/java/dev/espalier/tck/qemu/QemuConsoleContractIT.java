package dev.espalier.tck.qemu;

import dev.espalier.tck.ConsoleContract;

class QemuConsoleContractIT extends ConsoleContract {
    QemuConsoleContractIT() {
        super(QemuUnderTest.TINY, "/dev/console");
    }
}

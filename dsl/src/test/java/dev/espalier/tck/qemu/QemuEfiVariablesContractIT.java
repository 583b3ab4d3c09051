package dev.espalier.tck.qemu;

import dev.espalier.backends.qemu.QemuBackend;
import dev.espalier.backends.spi.Options;
import dev.espalier.tck.EfiVariablesContract;

class QemuEfiVariablesContractIT extends EfiVariablesContract {
    QemuEfiVariablesContractIT() {
        super(QemuUnderTest.TINY.options(Options.none().with(QemuBackend.FIRMWARE, "uefi")));
    }
}

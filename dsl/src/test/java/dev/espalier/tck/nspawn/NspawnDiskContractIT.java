package dev.espalier.tck.nspawn;

import dev.espalier.tck.DiskContract;

class NspawnDiskContractIT extends DiskContract {
    NspawnDiskContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.tck.BackendContract;

class NspawnContractIT extends BackendContract {
    NspawnContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

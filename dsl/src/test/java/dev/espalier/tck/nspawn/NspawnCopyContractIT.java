package dev.espalier.tck.nspawn;

import dev.espalier.tck.CopyContract;

class NspawnCopyContractIT extends CopyContract {
    NspawnCopyContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

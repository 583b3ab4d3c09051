package dev.espalier.tck.nspawn;

import dev.espalier.tck.WaitContract;

class NspawnWaitContractIT extends WaitContract {
    NspawnWaitContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.tck.PauseContract;

class NspawnPauseContractIT extends PauseContract {
    NspawnPauseContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

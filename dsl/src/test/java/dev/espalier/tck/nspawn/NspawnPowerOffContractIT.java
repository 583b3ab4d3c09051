package dev.espalier.tck.nspawn;

import dev.espalier.tck.PowerOffContract;

class NspawnPowerOffContractIT extends PowerOffContract {
    NspawnPowerOffContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.tck.PowerOffContract;

class NspawnTinyPowerOffContractIT extends PowerOffContract {
    NspawnTinyPowerOffContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

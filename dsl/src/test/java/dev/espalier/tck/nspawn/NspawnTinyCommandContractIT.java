package dev.espalier.tck.nspawn;

import dev.espalier.tck.CommandContract;

class NspawnTinyCommandContractIT extends CommandContract {
    NspawnTinyCommandContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

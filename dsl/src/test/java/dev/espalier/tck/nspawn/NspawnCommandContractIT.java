package dev.espalier.tck.nspawn;

import dev.espalier.tck.CommandContract;

class NspawnCommandContractIT extends CommandContract {
    NspawnCommandContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.tck.StreamContract;

class NspawnStreamContractIT extends StreamContract {
    NspawnStreamContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.StreamContract;

@Alone
class NspawnStreamContractIT extends StreamContract {
    NspawnStreamContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

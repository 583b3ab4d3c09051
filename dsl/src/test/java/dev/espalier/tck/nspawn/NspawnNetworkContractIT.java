package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.NetworkContract;

@Alone
class NspawnNetworkContractIT extends NetworkContract {
    NspawnNetworkContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

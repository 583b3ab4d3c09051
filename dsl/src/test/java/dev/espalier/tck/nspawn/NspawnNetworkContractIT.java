package dev.espalier.tck.nspawn;

import dev.espalier.tck.NetworkContract;

class NspawnNetworkContractIT extends NetworkContract {
    NspawnNetworkContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.tck.SeenRebootContract;

class NspawnSeenRebootContractIT extends SeenRebootContract {
    NspawnSeenRebootContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

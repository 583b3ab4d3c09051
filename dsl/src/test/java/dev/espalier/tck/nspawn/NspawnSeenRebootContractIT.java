package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SeenRebootContract;

@Alone
class NspawnSeenRebootContractIT extends SeenRebootContract {
    NspawnSeenRebootContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }
}

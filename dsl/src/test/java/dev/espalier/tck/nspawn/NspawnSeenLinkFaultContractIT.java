package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SeenLinkFaultContract;

@Alone
class NspawnSeenLinkFaultContractIT extends SeenLinkFaultContract {
    NspawnSeenLinkFaultContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkFaultContract;

@Alone
class NspawnLinkFaultContractIT extends LinkFaultContract {
    NspawnLinkFaultContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

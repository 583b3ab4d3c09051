package dev.espalier.tck.nspawn;

import dev.espalier.tck.LinkFaultContract;

class NspawnLinkFaultContractIT extends LinkFaultContract {
    NspawnLinkFaultContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

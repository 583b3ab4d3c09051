package dev.espalier.tck.nspawn;

import dev.espalier.tck.PortForwardContract;

class NspawnPortForwardContractIT extends PortForwardContract {
    NspawnPortForwardContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

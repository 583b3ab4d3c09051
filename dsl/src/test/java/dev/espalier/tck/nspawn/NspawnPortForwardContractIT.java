package dev.espalier.tck.nspawn;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.PortForwardContract;

@Alone
class NspawnPortForwardContractIT extends PortForwardContract {
    NspawnPortForwardContractIT() {
        super(NspawnUnderTest.TINY);
    }
}

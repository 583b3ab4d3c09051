package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkFaultContract;

@Alone
class FirecrackerLinkFaultContractIT extends LinkFaultContract {
    FirecrackerLinkFaultContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

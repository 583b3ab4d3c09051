package dev.espalier.tck.firecracker;

import dev.espalier.tck.LinkFaultContract;

class FirecrackerLinkFaultContractIT extends LinkFaultContract {
    FirecrackerLinkFaultContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.tck.PortForwardContract;

class FirecrackerPortForwardContractIT extends PortForwardContract {
    FirecrackerPortForwardContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

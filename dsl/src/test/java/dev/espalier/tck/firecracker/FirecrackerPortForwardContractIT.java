package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.PortForwardContract;

@Alone
class FirecrackerPortForwardContractIT extends PortForwardContract {
    FirecrackerPortForwardContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

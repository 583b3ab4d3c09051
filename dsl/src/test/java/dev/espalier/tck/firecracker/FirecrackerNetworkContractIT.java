package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.NetworkContract;

@Alone
class FirecrackerNetworkContractIT extends NetworkContract {
    FirecrackerNetworkContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

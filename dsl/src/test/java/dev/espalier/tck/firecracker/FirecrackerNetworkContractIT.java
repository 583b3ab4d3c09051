package dev.espalier.tck.firecracker;

import dev.espalier.tck.NetworkContract;

class FirecrackerNetworkContractIT extends NetworkContract {
    FirecrackerNetworkContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

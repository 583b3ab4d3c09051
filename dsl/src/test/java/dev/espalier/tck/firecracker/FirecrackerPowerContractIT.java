package dev.espalier.tck.firecracker;

import dev.espalier.tck.PowerContract;

class FirecrackerPowerContractIT extends PowerContract {
    FirecrackerPowerContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

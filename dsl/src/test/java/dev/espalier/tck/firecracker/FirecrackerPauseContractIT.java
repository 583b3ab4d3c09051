package dev.espalier.tck.firecracker;

import dev.espalier.tck.PauseContract;

class FirecrackerPauseContractIT extends PauseContract {
    FirecrackerPauseContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.tck.BackendContract;

class FirecrackerContractIT extends BackendContract {
    FirecrackerContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

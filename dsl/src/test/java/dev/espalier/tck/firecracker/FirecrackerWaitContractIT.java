package dev.espalier.tck.firecracker;

import dev.espalier.tck.WaitContract;

class FirecrackerWaitContractIT extends WaitContract {
    FirecrackerWaitContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.tck.StreamContract;

class FirecrackerStreamContractIT extends StreamContract {
    FirecrackerStreamContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

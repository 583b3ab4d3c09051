package dev.espalier.tck.firecracker;

import dev.espalier.tck.CopyContract;

class FirecrackerCopyContractIT extends CopyContract {
    FirecrackerCopyContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

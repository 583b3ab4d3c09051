package dev.espalier.tck.firecracker;

import dev.espalier.tck.DiskContract;

class FirecrackerDiskContractIT extends DiskContract {
    FirecrackerDiskContractIT() {
        super(FirecrackerUnderTest.DEBIAN);
    }
}

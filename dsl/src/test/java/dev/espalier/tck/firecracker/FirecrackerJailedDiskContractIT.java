package dev.espalier.tck.firecracker;

import dev.espalier.tck.DiskContract;

class FirecrackerJailedDiskContractIT extends DiskContract {
    FirecrackerJailedDiskContractIT() {
        super(FirecrackerUnderTest.JAILED_DEBIAN);
    }
}

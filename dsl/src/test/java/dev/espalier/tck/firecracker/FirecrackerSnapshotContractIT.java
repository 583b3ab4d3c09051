package dev.espalier.tck.firecracker;

import dev.espalier.tck.SnapshotContract;

class FirecrackerSnapshotContractIT extends SnapshotContract {
    FirecrackerSnapshotContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

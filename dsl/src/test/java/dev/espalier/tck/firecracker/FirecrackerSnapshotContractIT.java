package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SnapshotContract;

@Alone
class FirecrackerSnapshotContractIT extends SnapshotContract {
    FirecrackerSnapshotContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SnapshotContract;

@Alone
class FirecrackerJailedSnapshotContractIT extends SnapshotContract {
    FirecrackerJailedSnapshotContractIT() {
        super(FirecrackerUnderTest.JAILED);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.SnapshotContract;

@Alone
class CloudHypervisorSnapshotContractIT extends SnapshotContract {
    CloudHypervisorSnapshotContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.DiskContract;

class CloudHypervisorDiskContractIT extends DiskContract {
    CloudHypervisorDiskContractIT() {
        super(CloudHypervisorUnderTest.DEBIAN);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.CopyContract;

class CloudHypervisorCopyContractIT extends CopyContract {
    CloudHypervisorCopyContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.BackendContract;

class CloudHypervisorContractIT extends BackendContract {
    CloudHypervisorContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

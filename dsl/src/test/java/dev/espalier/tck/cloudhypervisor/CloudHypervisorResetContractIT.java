package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.ResetContract;

class CloudHypervisorResetContractIT extends ResetContract {
    CloudHypervisorResetContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

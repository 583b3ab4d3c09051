package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.PauseContract;

class CloudHypervisorPauseContractIT extends PauseContract {
    CloudHypervisorPauseContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

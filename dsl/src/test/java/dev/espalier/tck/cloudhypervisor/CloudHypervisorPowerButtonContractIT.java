package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.PowerButtonContract;

class CloudHypervisorPowerButtonContractIT extends PowerButtonContract {
    CloudHypervisorPowerButtonContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

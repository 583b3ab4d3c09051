package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.PowerOffContract;

class CloudHypervisorPowerOffContractIT extends PowerOffContract {
    CloudHypervisorPowerOffContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

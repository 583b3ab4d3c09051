package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.WaitContract;

class CloudHypervisorWaitContractIT extends WaitContract {
    CloudHypervisorWaitContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.StreamContract;

class CloudHypervisorStreamContractIT extends StreamContract {
    CloudHypervisorStreamContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.LinkFaultContract;

class CloudHypervisorLinkFaultContractIT extends LinkFaultContract {
    CloudHypervisorLinkFaultContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

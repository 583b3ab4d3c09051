package dev.espalier.tck.cloudhypervisor;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.LinkFaultContract;

@Alone
class CloudHypervisorLinkFaultContractIT extends LinkFaultContract {
    CloudHypervisorLinkFaultContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

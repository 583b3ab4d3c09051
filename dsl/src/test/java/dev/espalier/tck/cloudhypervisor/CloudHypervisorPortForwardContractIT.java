package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.PortForwardContract;

class CloudHypervisorPortForwardContractIT extends PortForwardContract {
    CloudHypervisorPortForwardContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

package dev.espalier.tck.cloudhypervisor;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.PortForwardContract;

@Alone
class CloudHypervisorPortForwardContractIT extends PortForwardContract {
    CloudHypervisorPortForwardContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

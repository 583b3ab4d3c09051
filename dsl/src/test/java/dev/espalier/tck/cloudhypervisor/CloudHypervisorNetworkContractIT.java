package dev.espalier.tck.cloudhypervisor;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.NetworkContract;

@Alone
class CloudHypervisorNetworkContractIT extends NetworkContract {
    CloudHypervisorNetworkContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

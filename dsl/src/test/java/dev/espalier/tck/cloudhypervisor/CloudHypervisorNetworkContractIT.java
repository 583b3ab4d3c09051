package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.NetworkContract;

class CloudHypervisorNetworkContractIT extends NetworkContract {
    CloudHypervisorNetworkContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

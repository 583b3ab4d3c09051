package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.ResizeContract;

class CloudHypervisorResizeContractIT extends ResizeContract {
    CloudHypervisorResizeContractIT() {
        super(CloudHypervisorUnderTest.ROOMY);
    }
}

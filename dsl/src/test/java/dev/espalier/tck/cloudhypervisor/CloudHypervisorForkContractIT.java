package dev.espalier.tck.cloudhypervisor;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.ForkContract;

@Alone
class CloudHypervisorForkContractIT extends ForkContract {
    CloudHypervisorForkContractIT() {
        super(CloudHypervisorUnderTest.TINY);
    }
}

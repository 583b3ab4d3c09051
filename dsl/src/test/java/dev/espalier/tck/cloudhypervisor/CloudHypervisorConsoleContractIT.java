package dev.espalier.tck.cloudhypervisor;

import dev.espalier.tck.ConsoleContract;

class CloudHypervisorConsoleContractIT extends ConsoleContract {
    CloudHypervisorConsoleContractIT() {
        super(CloudHypervisorUnderTest.TINY, "/dev/console");
    }
}

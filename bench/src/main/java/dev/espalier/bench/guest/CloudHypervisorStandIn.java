package dev.espalier.bench.guest;

import dev.espalier.backends.cloudhypervisor.CloudHypervisorBackend;

/** Cloud Hypervisor's. */
public final class CloudHypervisorStandIn extends MonitorStandIn {
    public CloudHypervisorStandIn() {
        super(new CloudHypervisorBackend());
    }
}

package dev.espalier.tck.ssh;

import dev.espalier.tck.ClientConfigurationContract;

class SshClientConfigurationContractIT extends ClientConfigurationContract {
    SshClientConfigurationContractIT() {
        super(SshUnderTest.SSH);
    }
}

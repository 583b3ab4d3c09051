package dev.espalier.tck.ssh;

import dev.espalier.tck.RebootContract;

class SshRebootContractIT extends RebootContract {
    SshRebootContractIT() {
        super(SshUnderTest.SSH);
    }
}

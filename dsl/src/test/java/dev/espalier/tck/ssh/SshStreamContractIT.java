package dev.espalier.tck.ssh;

import dev.espalier.tck.StreamContract;

class SshStreamContractIT extends StreamContract {
    SshStreamContractIT() {
        super(SshUnderTest.SSH);
    }
}

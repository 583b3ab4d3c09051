package dev.espalier.tck.ssh;

import dev.espalier.tck.BackendContract;

class SshContractIT extends BackendContract {
    SshContractIT() {
        super(SshUnderTest.SSH);
    }
}

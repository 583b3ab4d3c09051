package dev.espalier.tck.ssh;

import dev.espalier.tck.WaitContract;

class SshWaitContractIT extends WaitContract {
    SshWaitContractIT() {
        super(SshUnderTest.SSH);
    }
}

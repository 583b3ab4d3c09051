package dev.espalier.tck.ssh;

import dev.espalier.tck.CopyContract;

class SshCopyContractIT extends CopyContract {
    SshCopyContractIT() {
        super(SshUnderTest.SSH);
    }
}

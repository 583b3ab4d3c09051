package dev.espalier.tck.local;

import dev.espalier.tck.CommandContract;

class LocalCommandContractTest extends CommandContract {
    LocalCommandContractTest() {
        super(LocalUnderTest.LOCAL);
    }
}

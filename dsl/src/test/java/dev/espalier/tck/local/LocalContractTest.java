package dev.espalier.tck.local;

import dev.espalier.tck.BackendContract;

class LocalContractTest extends BackendContract {
    LocalContractTest() {
        super(LocalUnderTest.LOCAL);
    }
}

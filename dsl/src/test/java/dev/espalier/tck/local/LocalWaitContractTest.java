package dev.espalier.tck.local;

import dev.espalier.tck.WaitContract;

class LocalWaitContractTest extends WaitContract {
    LocalWaitContractTest() {
        super(LocalUnderTest.LOCAL);
    }
}

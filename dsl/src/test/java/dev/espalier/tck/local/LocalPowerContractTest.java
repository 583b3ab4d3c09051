package dev.espalier.tck.local;

import dev.espalier.tck.PowerContract;

class LocalPowerContractTest extends PowerContract {
    LocalPowerContractTest() {
        super(LocalUnderTest.LOCAL);
    }
}

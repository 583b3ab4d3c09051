package dev.espalier.tck.local;

import dev.espalier.tck.ConsoleContract;

class LocalConsoleContractTest extends ConsoleContract {
    LocalConsoleContractTest() {
        super(LocalUnderTest.LOCAL, "/proc/1/fd/2");
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.tck.ConsoleContract;

class FirecrackerConsoleContractIT extends ConsoleContract {
    FirecrackerConsoleContractIT() {
        super(FirecrackerUnderTest.TINY, "/dev/console");
    }
}

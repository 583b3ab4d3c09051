package dev.espalier.examples.cell;

import dev.espalier.tck.ConsoleContract;

class CellConsoleContractTest extends ConsoleContract {
    CellConsoleContractTest() {
        super(CellUnderTest.CELL, "/proc/1/fd/2");
    }
}

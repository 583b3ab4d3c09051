package dev.espalier.examples.cell;

import dev.espalier.tck.CommandContract;

class CellCommandContractTest extends CommandContract {
    CellCommandContractTest() {
        super(CellUnderTest.CELL);
    }
}

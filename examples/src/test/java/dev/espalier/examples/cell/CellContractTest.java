package dev.espalier.examples.cell;

import dev.espalier.tck.BackendContract;

class CellContractTest extends BackendContract {
    CellContractTest() {
        super(CellUnderTest.CELL);
    }
}

package dev.espalier.examples.cell;

import dev.espalier.tck.WaitContract;

class CellWaitContractTest extends WaitContract {
    CellWaitContractTest() {
        super(CellUnderTest.CELL);
    }
}

package dev.espalier.examples.cell;

import dev.espalier.tck.PowerContract;

class CellPowerContractTest extends PowerContract {
    CellPowerContractTest() {
        super(CellUnderTest.CELL);
    }
}

package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.ForkContract;

@Alone
class FirecrackerForkContractIT extends ForkContract {
    FirecrackerForkContractIT() {
        super(FirecrackerUnderTest.TINY);
    }
}

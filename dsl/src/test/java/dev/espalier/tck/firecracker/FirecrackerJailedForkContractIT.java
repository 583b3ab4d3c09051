package dev.espalier.tck.firecracker;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.ForkContract;

@Alone
class FirecrackerJailedForkContractIT extends ForkContract {
    FirecrackerJailedForkContractIT() {
        super(FirecrackerUnderTest.JAILED);
    }
}

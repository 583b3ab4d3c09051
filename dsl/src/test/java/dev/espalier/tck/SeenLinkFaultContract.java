package dev.espalier.tck;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected beyond {@link LinkFaultContract} of machines whose guests see that a link is blocked. */
public abstract class SeenLinkFaultContract extends LinkFaultContract {
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    protected SeenLinkFaultContract(BackendUnderTest backend) {
        super(backend);
    }

    private void awaitNoCarrier(String nic) {
        two().waitUntilSucceeds("ip link show | grep NO-CARRIER | grep " + nic, A_WHILE);
    }

    @Test
    @DisplayName("a blocked machine has no carrier, also after it was started anew")
    void noCarrier() {
        two().block();
        awaitNoCarrier("eth0");
        awaitNoCarrier("eth1");
        restart(two());
        awaitNoCarrier("eth0");
    }
}

package dev.espalier.tck.nspawn;

import java.time.Duration;

import dev.espalier.runtime.testing.Alone;
import dev.espalier.tck.PowerOffContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Alone
class NspawnPowerOffContractIT extends PowerOffContract {
    NspawnPowerOffContractIT() {
        super(NspawnUnderTest.DEBIAN);
    }

    @Test
    @DisplayName("when all processes are stopped and go on, as at a shutdown, what runs commands goes on too")
    void stopped() {
        one.succeed("kill -STOP -1; kill -CONT -1");
        one.waitUntilSucceeds("! grep -l '^State:[[:space:]]*[ZT]' /proc/[0-9]*/status", Duration.ofSeconds(20));
    }
}

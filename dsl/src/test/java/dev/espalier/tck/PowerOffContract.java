package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected beyond {@link PowerContract} of machines whose guests can power themselves off. */
public abstract class PowerOffContract extends PowerContract {

    protected PowerOffContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a guest that powers itself off is down, not dead, and what waits for its shutdown goes on")
    void byItself() {
        one.succeed("(sleep 0.5; poweroff) >/dev/null 2>&1 &");
        one.waitForShutdown();
        assertThat(one.isUp()).isFalse();
    }
}

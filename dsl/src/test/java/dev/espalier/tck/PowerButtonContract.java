package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.backends.spi.PowerButton;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines with a power button. */
@ContractOf(PowerButton.class)
public abstract class PowerButtonContract extends MachineContract {

    protected PowerButtonContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a machine whose power button is pressed powers itself off in good order, and a command brings it up again")
    void pressed() {
        one.succeed("touch /run/lost");
        var unused = one.require(PowerButton.class).use(PowerButton::press);
        one.waitForShutdown();
        assertThat(one.isUp()).isFalse();
        assertThat(cluster.cluster().unexpectedDeath().toCompletableFuture()).isNotDone();
        one.succeed("[ ! -e /run/lost ]");
    }
}

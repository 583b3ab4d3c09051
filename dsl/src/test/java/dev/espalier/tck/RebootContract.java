package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.espalier.StartOptions;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that survive their guests' reboots if they are started to. */
@ContractOf(Reboot.class)
public abstract class RebootContract extends MachineContract {
    protected static final Duration LONG = Duration.ofMinutes(2);

    protected RebootContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected void begin() {
        one.start(StartOptions.allowReboot());
        one.waitForShell();
    }

    @AfterEach
    void theNextCommandIsNotHarmed() {
        if (!one.isUp()) {
            one.start(StartOptions.allowReboot());
        }
        var result = one.execute("echo out; echo err >&2; exit 7");
        assertThat(result.exitStatus()).isEqualTo(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    protected final String bootId() {
        return one.succeed("cat /proc/sys/kernel/random/boot_id");
    }

    protected final long reboots() {
        return cluster.events().stream().filter(TestEvent.MachineRebooted.class::isInstance).count();
    }

    @Test
    @DisplayName("reboot returns when the next boot answers, and is not what a later wait waits for")
    void asked() {
        var before = bootId();
        one.reboot();
        assertThat(one.isUp()).isTrue();
        assertThat(bootId()).isNotEqualTo(before);
        assertThatThrownBy(() -> one.waitForReboot(Duration.ofSeconds(1))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll(NAME, "its reboot");
    }
}

package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpEvent;
import dev.espalier.error.QmpFailed;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that are told things as QEMU is, by QMP and by the monitor for people. */
@ContractOf({Qmp.class, Monitor.class})
public abstract class QmpContract extends MachineContract {
    private static final Duration SOON = Duration.ofSeconds(60);

    protected QmpContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("commands are answered, and what is refused is told")
    void monitors() {
        assertThat(one.qemu().monitor("info name")).isEqualTo(NAME + "\n");
        assertThat(one.qemu().qmp("query-name").path("name").asText()).isEqualTo(NAME);
        assertThat(one.qemu().qmp("query-qmp-schema").size()).isGreaterThan(100);
        assertThatThrownBy(() -> one.qemu().qmp("nonsense")).isInstanceOfSatisfying(QmpFailed.class,
                failed -> assertThat(failed)
                        .extracting(QmpFailed::machine, QmpFailed::command, QmpFailed::errorClass)
                        .containsExactly(NAME, "nonsense", "CommandNotFound"))
                .hasMessageContaining("has not been found");
    }

    private QmpEvent clockChange() {
        return one.qemu().waitForEvent(event -> event.name().equals("RTC_CHANGE"), SOON);
    }

    @Test
    @DisplayName("an event is waited for, and one that does not come is not waited for any longer than that")
    void event() {
        one.succeed("{ sleep 1; hwclock -w; } >/dev/null 2>&1 &");
        assertThat(clockChange().data().path("offset").isNumber()).isTrue();
        assertThatThrownBy(() -> one.qemu().waitForEvent(event -> false, Duration.ofMillis(300)))
                .isInstanceOf(WaitTimedOut.class);
    }

    @Test
    @DisplayName("what a wait's condition throws, the wait throws, and the event is still there")
    void failingCondition() {
        one.succeed("hwclock -w");
        assertThatThrownBy(() -> one.qemu().waitForEvent(event -> {
            throw new IllegalStateException("no interest");
        }, SOON)).isInstanceOf(IllegalStateException.class).hasMessage("no interest");
        assertThat(clockChange().name()).isEqualTo("RTC_CHANGE");
    }
}

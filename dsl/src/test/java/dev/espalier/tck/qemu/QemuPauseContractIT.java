package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.espalier.error.WaitTimedOut;
import dev.espalier.tck.PauseContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QemuPauseContractIT extends PauseContract {
    QemuPauseContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Test
    @DisplayName("a paused guest's clock stands still, also when its screen is looked at")
    void clock() {
        var began = System.nanoTime();
        var before = uptime();
        var paused = Duration.ofSeconds(3);
        one.pause();
        assertThat(one.qemu().qmp("query-status").path("status").asText()).isEqualTo("paused");
        assertThatThrownBy(() -> one.qemu().waitForEvent(event -> false, paused)).isInstanceOf(WaitTimedOut.class);
        assertThat(one.getScreenText()).isNotNull();
        assertThat(one.qemu().qmp("query-status").path("running").asBoolean()).as("after a look").isFalse();
        one.resume();
        var after = uptime();
        var elapsed = Duration.ofNanos(System.nanoTime() - began);
        assertThat(after.minus(before)).isPositive().isLessThanOrEqualTo(elapsed.minus(paused));
    }

    private Duration uptime() {
        var seconds = one.succeed("cut -d ' ' -f 1 /proc/uptime").strip();
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }
}

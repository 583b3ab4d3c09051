package dev.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import dev.espalier.runtime.supervision.RestartIntensity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MachineRestartsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RestartIntensity FOUR_A_MINUTE = new RestartIntensity(4, Duration.ofMinutes(1));

    @Test
    @DisplayName("a temporary machine is not started again")
    void temporary() {
        assertThat(new MachineRestarts(new MachineRestart.Temporary()).next(NOW)).isEmpty();
    }

    @Test
    @DisplayName("a permanent one is, after pauses each twice that before it up to the longest, as often as is allowed")
    void permanent() {
        var restarts = new MachineRestarts(
                new MachineRestart.Permanent(SECOND, Duration.ofSeconds(3), FOUR_A_MINUTE));
        assertThat(restarts.next(NOW)).contains(SECOND);
        assertThat(restarts.next(NOW)).contains(Duration.ofSeconds(2));
        assertThat(restarts.next(NOW.plusSeconds(10))).contains(Duration.ofSeconds(3));
        assertThat(restarts.next(NOW.plusSeconds(10))).contains(Duration.ofSeconds(3));
        assertThat(restarts.next(NOW.plusSeconds(60))).isEmpty();
        assertThat(restarts.next(NOW.plusSeconds(61))).contains(Duration.ofSeconds(3));
    }

    @Test
    @DisplayName("a first pause of nothing, or longer than the longest, is refused")
    void pauses() {
        assertThatThrownBy(() -> new MachineRestart.Permanent(Duration.ZERO, SECOND, FOUR_A_MINUTE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MachineRestart.Permanent(SECOND, Duration.ofMillis(999), FOUR_A_MINUTE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

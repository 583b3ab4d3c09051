package dev.espalier.runtime.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RestartWindowTest {

    private static RestartWindow window(int restarts, long seconds) {
        return new RestartWindow(new RestartIntensity(restarts, Duration.ofSeconds(seconds)));
    }

    @Test
    void aRestartExactlyOnePeriodAgoStillCounts() {
        RestartWindow window = window(2, 5);
        assertThat(window.grants(0)).isTrue();
        assertThat(window.grants(1)).isTrue();
        assertThat(window.grants(5)).isFalse();
    }

    @Test
    void aRestartMoreThanOnePeriodAgoDoesNot() {
        RestartWindow window = window(2, 5);
        assertThat(window.grants(0)).isTrue();
        assertThat(window.grants(1)).isTrue();
        assertThat(window.grants(6)).isTrue();
        assertThat(window.grants(6)).isFalse();
    }

    @Test
    void withNoIntensityTheFirstRestartIsOneTooMany() {
        assertThat(window(0, 5).grants(0)).isFalse();
    }
}

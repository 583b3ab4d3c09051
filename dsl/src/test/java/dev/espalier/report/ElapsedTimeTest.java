package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTimeTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0 s", "99, 0.0 s", "3260, 3.2 s", "59999, 59.9 s", "60000, 1 min 00 s", "125000, 2 min 05 s",
            "3599999, 59 min 59 s", "3780000, 1 h 03 min"})
    void isRoundedDown(long millis, String expected) {
        assertThat(ElapsedTime.of(Duration.ofMillis(millis))).isEqualTo(expected);
    }
}

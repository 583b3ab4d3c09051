package dev.espalier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnitTest {

    @Test
    @DisplayName("what does not keep to a bound does not look like the bound, also where both are small")
    void small() {
        assertThat(Unit.MILLISECONDS.show(0.104)).isEqualTo("0.104");
        assertThat(Unit.MILLISECONDS.bound(0.1)).isEqualTo("<= 0.100");
    }

    @Test
    @DisplayName("what is nothing, or 1 and more, has the digits of its unit")
    void others() {
        assertThat(Unit.MILLISECONDS.show(0)).isEqualTo("0.00");
        assertThat(Unit.MILLISECONDS.show(1_234.5678)).isEqualTo("1,234.57");
        assertThat(Unit.PER_SECOND.show(1_000_000)).isEqualTo("1,000,000");
    }
}

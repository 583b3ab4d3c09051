package dev.espalier.bench.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import dev.espalier.backends.microvm.StrictTimes.Span;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StandInSiteTest {
    private static final List<Span> SPANS = List.of(new Span(1_010, 1_100, "listening"),
            new Span(1_090, 1_105, "PUT /machine-config"), new Span(1_110, 1_120, "PUT /actions"),
            new Span(1_120, 1_500, "PUT /snapshot/create"));

    @Test
    @DisplayName("what the program was at work is taken off once, however much it did at the same time, and what came after the start not at all")
    void overhead() {
        assertThat(StandInSite.overhead(SPANS, 1_000, "PUT /actions")).isEqualTo(120 - 95 - 10);
        assertThat(StandInSite.overhead(SPANS, 1_000, "PUT /machine-config")).isEqualTo(10);
    }

    @Test
    @DisplayName("a start that the program knows nothing of has no overhead")
    void neverStarted() {
        assertThatThrownBy(() -> StandInSite.overhead(SPANS, 1_000, "PUT /api/v1/vm.boot"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it was not told PUT /api/v1/vm.boot");
    }
}

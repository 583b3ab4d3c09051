package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.bench.result.Comparison.Change;
import dev.espalier.bench.result.Comparison.Sense;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Row OUTPUT = Row.of(Reports.TINY, Work.OUTPUT);

    private static Report ours(Row row, double... values) {
        return new Reports().with(row, Contender.ESPALIER, values).report();
    }

    private static Sense sense(Report before, Report after) {
        return ((Change.Measured) Comparison.of(before, after).changes().getFirst()).sense();
    }

    @Test
    @DisplayName("ranges with nothing in common are a change, to the better or to the worse")
    void changed() {
        assertThat(sense(ours(Reports.COMMAND, 1, 2, 3, 4, 5), ours(Reports.COMMAND, 6, 7, 8, 9, 10)))
                .isEqualTo(Sense.WORSE);
        assertThat(sense(ours(OUTPUT, 1, 2, 3, 4, 5), ours(OUTPUT, 6, 7, 8, 9, 10))).isEqualTo(Sense.BETTER);
    }

    @Test
    @DisplayName("ranges that meet are noise")
    void noise() {
        assertThat(sense(ours(Reports.COMMAND, 1, 2, 3, 4, 5), ours(Reports.COMMAND, 5, 7, 8, 9, 10)))
                .isEqualTo(Sense.WITHIN_NOISE);
    }

    @Test
    @DisplayName("what is in one report alone, or has too few samples, is said to be that")
    void notComparable() {
        assertThat(Comparison.of(ours(OUTPUT, 1, 2, 3, 4, 5), ours(Reports.COMMAND, 1)).changes())
                .containsExactlyInAnyOrder(new Change.NotComparable(OUTPUT, "only before"),
                        new Change.NotComparable(Reports.COMMAND, "only later"));
        assertThat(Comparison.of(ours(OUTPUT, 1, 2, 3, 4, 5), ours(OUTPUT, 100, 100)).changes())
                .containsExactly(new Change.NotComparable(OUTPUT, "fewer than 5 samples"));
    }

    @Test
    @DisplayName("in words it says what changed, how much, and how much did not")
    void words() {
        var words = Comparison.of(ours(Reports.COMMAND, 1, 2, 3, 4, 5), ours(Reports.COMMAND, 6, 7, 9, 9, 10)).words();
        assertThat(words).contains("worse\n", "qemu, tiny: a command: median [ms]", "3.00 times as bad",
                "0 figures have not changed").doesNotContain("same host");
    }
}

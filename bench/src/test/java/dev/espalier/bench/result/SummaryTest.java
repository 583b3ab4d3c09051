package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.espalier.bench.Range;
import dev.espalier.bench.Unit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static List<Sample> calm(double... values) {
        var samples = new ArrayList<Sample>();
        for (var value : values) {
            samples.add(new Sample(value, 0.1));
        }
        return samples;
    }

    @Test
    @DisplayName("five samples have a median and a range")
    void median() {
        assertThat(Summary.of(calm(3, 1, 2, 5, 4)))
                .isEqualTo(new Summary.Median(new Range(3, 1, 5), Summary.Rounds.CALM));
    }

    @Test
    @DisplayName("fewer than five samples are never summarised as a median: they are given one by one")
    void tooFew() {
        var few = Summary.of(calm(3, 1, 2, 4));
        assertThat(few.typical()).isEmpty();
        assertThat(few.show(Unit.SECONDS)).isEqualTo("1.00; 2.00; 3.00; 4.00");
    }

    @Test
    @DisplayName("what others disturbed does not count where there is enough that they did not")
    void disturbedLeftOut() {
        var samples = calm(1, 2, 3, 4, 5);
        samples.addAll(Collections.nCopies(9, new Sample(100, 0.3)));
        assertThat(Summary.of(samples).typical()).contains(new Range(3, 1, 5));
    }

    @Test
    @DisplayName("where there is not, all counts and is marked")
    void disturbedMarked() {
        var samples = calm(1, 2, 3, 4);
        samples.add(new Sample(100, 2));
        assertThat(Summary.of(samples).show(Unit.SECONDS)).isEqualTo("3.00 (1.00 to 100.00) *");
    }
}

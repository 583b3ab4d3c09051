package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.espalier.report.page.TimeScale.Tick;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeScaleTest {
    private static final Instant START = SampleRun.START;

    private static TimeScale ofSeconds(long seconds) {
        return new TimeScale(START, START.plusSeconds(seconds));
    }

    @Test
    void placesAreSharesOfTheWhole() {
        var scale = ofSeconds(8);
        assertThat(scale.place(START.plusSeconds(2))).isEqualTo("25.000%");
        assertThat(scale.width(START.plusSeconds(2), START.plusSeconds(3))).isEqualTo("12.500%");
    }

    @Test
    void whatIsOutsideIsAtTheEdge() {
        var scale = ofSeconds(8);
        assertThat(scale.place(START.minusSeconds(1))).isEqualTo("0.000%");
        assertThat(scale.place(START.plusSeconds(9))).isEqualTo("100.000%");
        assertThat(scale.width(START.plusSeconds(3), START.plusSeconds(2))).isEqualTo("0.000%");
    }

    @Test
    void linesAreAtRoundTimes() {
        assertThat(ofSeconds(4).ticks())
                .startsWith(new Tick(START, "0.000%", "0 s"), new Tick(START.plusMillis(500), "12.500%", "0.5 s"))
                .endsWith(new Tick(START.plusSeconds(4), "100.000%", "4 s"));
        assertThat(ofSeconds(150).ticks()).extracting(Tick::words)
                .containsExactly("0 s", "30 s", "1:00 min", "1:30 min", "2:00 min", "2:30 min");
        assertThat(ofSeconds(9000).ticks()).extracting(Tick::words)
                .containsExactly("0 s", "30:00 min", "1:00 h", "1:30 h", "2:00 h", "2:30 h");
    }

    @Test
    void aRunThatTookNoTimeHasAPictureToo() {
        assertThat(new TimeScale(START, START).ticks()).isNotEmpty();
        assertThat(new TimeScale(START, START).place(START)).isEqualTo("0.000%");
    }

    @Property
    void thereAreFewLinesHoweverLongTheRun(@ForAll @LongRange(min = 1, max = 30L * 86_400_000) long millis) {
        var ticks = new TimeScale(START, START.plus(Duration.ofMillis(millis))).ticks();
        assertThat(ticks).hasSizeBetween(1, 11);
        assertThat(List.copyOf(ticks)).doesNotHaveDuplicates();
    }
}

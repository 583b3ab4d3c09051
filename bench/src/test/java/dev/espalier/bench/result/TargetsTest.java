package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Row OUTPUT = Row.of(Reports.TINY, Work.OUTPUT);

    private static Report ours(Row row, double value) {
        return new Reports().with(row, Contender.ESPALIER, value, value, value, value, value).report();
    }

    @Test
    @DisplayName("of a rate more is better, of a time less")
    void bounds() {
        var bound = new Aim.Bound(80);
        assertThat(bound.isMet(ours(OUTPUT, 90), OUTPUT)).contains(true);
        assertThat(bound.isMet(ours(OUTPUT, 70), OUTPUT)).contains(false);
        assertThat(bound.isMet(ours(Reports.COMMAND, 90), Reports.COMMAND)).contains(false);
        assertThat(bound.words(OUTPUT)).isEqualTo(">= 80.0 MB/s");
    }

    @Test
    @DisplayName("a share of what another takes is not known where the other was not measured")
    void shares() {
        var share = new Aim.Share(1.25, Contender.FLOOR);
        assertThat(share.isMet(ours(Reports.COMMAND, 5), Reports.COMMAND)).isEmpty();
        var both = new Reports().with(Reports.COMMAND, Contender.ESPALIER, 5, 5, 5, 5, 5)
                .with(Reports.COMMAND, Contender.FLOOR, 4, 4, 4, 4, 4)
                .report();
        assertThat(share.isMet(both, Reports.COMMAND)).contains(true);
        assertThat(new Aim.Share(1.2, Contender.FLOOR).isMet(both, Reports.COMMAND)).contains(false);
        assertThat(new Aim.BeyondFloor(1).isMet(both, Reports.COMMAND)).contains(true);
        assertThat(new Aim.BeyondFloor(0.5).isMet(both, Reports.COMMAND)).contains(false);
    }

    @Test
    @DisplayName("two demands are met when both are, and missed when one is")
    void several() {
        var target = Targets.of(Reports.COMMAND).orElseThrow();
        assertThat(target.aims()).hasSize(2);
        var slow = new Reports().with(Reports.COMMAND, Contender.ESPALIER, 9, 9, 9, 9, 9)
                .with(Reports.COMMAND, Contender.FLOOR, 4, 4, 4, 4, 4)
                .report();
        assertThat(target.isMet(slow)).contains(false);
        assertThat(target.isMet(ours(Reports.COMMAND, 9))).isEmpty();
    }
}

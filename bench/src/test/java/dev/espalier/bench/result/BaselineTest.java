package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.bench.result.Baseline.Finding;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    private static final Row OUTPUT = Row.of(Reports.TINY, Work.OUTPUT);

    private static Report command(double floor, double... ours) {
        return new Reports().with(Reports.COMMAND, Contender.FLOOR, floor, floor, floor, floor, floor)
                .with(Reports.COMMAND, Contender.ESPALIER, ours)
                .report();
    }

    private static final Baseline BASELINE = Baseline.of(command(10, 10, 12, 12, 12, 15));

    private static Finding finding(double floor, double ours) {
        return BASELINE.judge(command(floor, ours, ours, ours, ours, ours)).getFirst();
    }

    @Test
    @DisplayName("a host that is ten times as slow has the same ratios")
    void slowHost() {
        assertThat(finding(100, 120)).isInstanceOf(Finding.AsBefore.class);
    }

    @Test
    @DisplayName("what is worse than it ever was is told, what is twice as bad is a fault")
    void worse() {
        assertThat(finding(10, 14.9)).isInstanceOf(Finding.AsBefore.class);
        assertThat(finding(10, 15.1)).isInstanceOf(Finding.Worse.class);
        assertThat(finding(10, 23.9)).isInstanceOf(Finding.Worse.class);
        assertThat(finding(10, 24.1)).isInstanceOf(Finding.Fault.class);
    }

    @Test
    @DisplayName("of rates half is twice as bad")
    void rates() {
        var before = Baseline.of(new Reports().with(OUTPUT, Contender.FLOOR, 100, 100, 100, 100, 100)
                .with(OUTPUT, Contender.ESPALIER, 100, 100, 100, 100, 100)
                .report());
        assertThat(before.judge(new Reports().with(OUTPUT, Contender.FLOOR, 100, 100, 100, 100, 100)
                .with(OUTPUT, Contender.ESPALIER, 49, 49, 49, 49, 49)
                .report())).first().isInstanceOf(Finding.Fault.class);
    }

    @Test
    @DisplayName("what is not measured any more is told")
    void gone() {
        assertThat(BASELINE.judge(new Reports().report())).first().isInstanceOf(Finding.NotMeasured.class);
    }

    @Test
    @DisplayName("its file has ratios alone, no time of any host")
    void file(@TempDir Path directory) throws IOException {
        var file = directory.resolve("baseline.json");
        BASELINE.write(file);
        assertThat(Baseline.read(file)).isEqualTo(BASELINE);
        assertThat(Files.readString(file)).contains("\"cost\" : 1.2", "\"noise\" : 1.25").doesNotContain("12.0");
    }
}

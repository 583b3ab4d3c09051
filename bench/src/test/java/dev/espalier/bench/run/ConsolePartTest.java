package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Work;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConsolePartTest {
    private static final Extent SMALL = new Extent(1, 0, 0, 1 << 20, Duration.ZERO, List.of(), List.of(), List.of(),
            Duration.ZERO);

    @Test
    @DisplayName("one console and four are heard to the last byte, by our readers and by who only copies them")
    void consoles() throws Exception {
        var report = Session.of(SMALL, List.of(new ConsolePart(SMALL)), List.of(), progress -> {});
        assertThat(report.absences()).isEmpty();
        for (var work : List.of(Work.CONSOLE, Work.CONSOLE_LINES)) {
            for (var consoles : List.of(1, 4)) {
                assertThat(report.entries())
                        .filteredOn(entry -> entry.row().work() == work && entry.row().machines() == consoles)
                        .extracting(Report.Entry::contender)
                        .containsExactly(Contender.FLOOR, Contender.ESPALIER);
            }
        }
        assertThat(report.rows()).extracting(Row::machines).containsOnly(1, 4);
        assertThat(report.entries()).allSatisfy(
                entry -> assertThat(entry.samples()).singleElement().matches(sample -> sample.value() > 0));
    }
}

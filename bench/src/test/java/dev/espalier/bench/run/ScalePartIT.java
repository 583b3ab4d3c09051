package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Sample;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Work;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ScalePartIT {
    private static final Setting LOCAL = new Setting("local", "none");
    private static final Extent ONCE = new Extent(1, 0, 0, 0, Duration.ofMillis(200), List.of(), List.of(), List.of(),
            Duration.ZERO);

    private static double value(Report report, Work work) {
        return report.entries()
                .stream()
                .filter(entry -> entry.row().equals(new Row(LOCAL, work, 2)))
                .flatMap(entry -> entry.samples().stream())
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("a driver with machines that idle is looked at from outside, and ends with them")
    void idle() throws Exception {
        var report = Session.of(ONCE, List.of(new ScalePart(LOCAL, 2, ONCE, List.of())), List.of(), progress -> {});
        assertThat(report.absences()).isEmpty();
        assertThat(value(report, Work.START_ALL)).isBetween(0.01, 60.0);
        assertThat(value(report, Work.DRIVER_MEMORY)).isBetween(20.0, 2_000.0);
        assertThat(value(report, Work.MACHINE_MEMORY)).isBetween(0.1, 200.0);
        assertThat(value(report, Work.CLUSTER_MEMORY)).isGreaterThan(value(report, Work.MACHINE_MEMORY));
        assertThat(value(report, Work.DRIVER_IDLE)).isBetween(0.0, 400.0);
        assertThat(ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .orElse("")
                        .contains(IdleCluster.class.getName())))
                .isEmpty();
    }

    @Test
    @DisplayName("a driver's JVM has the options that it is to have")
    void options() throws Exception {
        var report = Session.of(ONCE, List.of(new ScalePart(LOCAL, 1, ONCE, List.of("-version"))), List.of(),
                progress -> {});
        assertThat(report.absences()).singleElement()
                .extracting(Report.Absence::why)
                .asString()
                .contains("the machines did not start");
    }
}

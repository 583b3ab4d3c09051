package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Sample;
import dev.espalier.bench.result.Work;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsTools({"unshare", "depmod"})
@Timeout(300)
class MicroVmPartIT {
    private static final Extent ONCE = new Extent(1, 10, 0, 0, Duration.ZERO, List.of(), List.of(), List.of(),
            Duration.ZERO);

    private static double value(Report report, Work work, Contender contender) {
        return report.entries()
                .stream()
                .filter(entry -> entry.row().work() == work && entry.contender() == contender)
                .flatMap(entry -> entry.samples().stream())
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    @NeedsHost(programs = {"bash", "unshare", "nsenter", "ip", "mkfifo"}, root = true)
    @DisplayName("a program in the monitor's place starts machines, says what was its own, and takes commands from us and from who connects by hand")
    void standIn(MicroVmPart.Monitor monitor) throws Exception {
        var report = Session.of(ONCE, List.of(new MicroVmPart(monitor, ONCE)), List.of(), progress -> {});
        assertThat(report.absences()).isEmpty();
        assertThat(value(report, Work.OVERHEAD, Contender.ESPALIER)).isPositive();
        assertThat(value(report, Work.COMMAND, Contender.FLOOR)).isPositive();
        assertThat(value(report, Work.COMMAND, Contender.ESPALIER)).isPositive();
    }
}

package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Work;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SshPartIT {
    private static final int COMMANDS = 200;
    private static final Extent ONCE = new Extent(1, COMMANDS, 0, 1 << 20, Duration.ZERO, List.of(), List.of(),
            List.of(), Duration.ZERO);

    private static double ours(Report report, Work work) {
        return report.entries()
                .stream()
                .filter(entry -> entry.row().work() == work && entry.contender() == Contender.ESPALIER)
                .findFirst()
                .orElseThrow()
                .samples()
                .getFirst()
                .value();
    }

    @Test
    @NeedsHost(programs = {"sshd", "ssh", "ssh-keygen"})
    @DisplayName("our first command does not wait for those that are given by hand")
    void firstCommand() throws Exception {
        var report = Session.of(ONCE, List.of(new SshPart(ONCE)), List.of(), progress -> {});
        assertThat(report.absences()).isEmpty();
        var fastestByHand = report.latencies()
                .stream()
                .filter(one -> one.contender() == Contender.FLOOR)
                .findFirst()
                .orElseThrow()
                .percentiles()
                .getFirst();
        assertThat(ours(report, Work.FIRST_COMMAND) - ours(report, Work.SHELL)).isBetween(0.0,
                COMMANDS * fastestByHand);
    }
}

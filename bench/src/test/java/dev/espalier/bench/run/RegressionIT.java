package dev.espalier.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import dev.espalier.bench.result.Baseline;
import dev.espalier.bench.result.Baseline.Finding;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beside a bash that is spoken to by hand in the same rounds, so that a slow host changes nothing. */
@Timeout(300)
class RegressionIT {
    private static final Extent SMALL = new Extent(5, 40, 0, 16L << 20, Duration.ZERO, List.of(), List.of(), List.of(),
            Duration.ZERO);

    private static Baseline baseline() throws Exception {
        return Baseline.read(Path.of(Objects.requireNonNull(RegressionIT.class.getResource("local.json")).toURI()));
    }

    private static List<Finding> findings() throws Exception {
        return baseline().judge(Session.of(SMALL, List.of(new LocalPart(SMALL)), List.of(), progress -> {}));
    }

    @Test
    @NeedsHost(programs = {"unshare", "nsenter"})
    @DisplayName("beside the floor all of the baseline is measured, and what has become worse is told")
    void told() throws Exception {
        var findings = findings();
        findings.forEach(finding -> System.out.println(finding.words()));
        assertThat(findings).isNotEmpty().noneMatch(finding -> finding instanceof Finding.NotMeasured);
    }
}

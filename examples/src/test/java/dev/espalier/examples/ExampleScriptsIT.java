package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.ClusterSettings;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.report.Reporter;
import dev.espalier.report.Verdict;
import dev.espalier.run.TestPreparation;
import dev.espalier.run.TestRun;
import dev.espalier.tck.HostReadiness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExampleScriptsIT {

    static List<Path> scripts() throws IOException {
        return Examples.scripts();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @DisplayName("every example passes")
    void run(Path example, @TempDir Path consoleLogs) throws Exception {
        var reporter = new Reporter(List.of());
        var settings = ClusterSettings.defaults(consoleLogs).images(Examples.images()).events(reporter::report);
        var run = new TestRun(TestPreparation.of(example), settings, reporter);
        var verdict = HostReadiness.orSkip(getClass(), run::run);
        assertThat(verdict).isEqualTo(new Verdict.Passed());
    }
}

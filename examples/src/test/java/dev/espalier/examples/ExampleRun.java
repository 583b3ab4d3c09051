package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.ClusterSettings;
import dev.espalier.report.Reporter;
import dev.espalier.report.Verdict;
import dev.espalier.run.TestPreparation;
import dev.espalier.run.TestRun;
import dev.espalier.tck.HostReadiness;

/** A run of an example as the command makes it, with the images of all modules' tests. */
final class ExampleRun {
    private ExampleRun() {}

    /** Wants the example to pass, and skips the test {@code who} if this host lacks something. */
    static void passes(Class<?> who, TestPreparation example, Path output) throws Exception {
        var reporter = new Reporter(List.of());
        var settings = ClusterSettings.defaults(output).images(Examples.images()).events(reporter::report);
        var verdict = HostReadiness.orSkip(who, new TestRun(example, settings, reporter)::run);
        assertThat(verdict).isEqualTo(new Verdict.Passed());
    }
}

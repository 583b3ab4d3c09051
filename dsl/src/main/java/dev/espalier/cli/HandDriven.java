package dev.espalier.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.JsonEvents;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.Reporter;
import dev.espalier.report.TerminalProgress;
import dev.espalier.report.TerminalStyle;
import dev.espalier.run.Stage;
import dev.espalier.run.TestPreparation;

/**
 * A test whose machines somebody drives by hand, who shares the terminal with what happens.
 *
 * @param output where the events, console logs and screenshots go
 */
record HandDriven(Path output) {

    /** Until its driver has enough. */
    int of(TestPreparation test) throws IOException {
        var directory = OutputDirectory.create(output);
        var clock = InstantSource.system();
        var style = TerminalStyle.ofStandardOutput(System.getenv()).inLines();
        var reporter = new Reporter(List.of(
                new TerminalProgress(new OutputStreamWriter(System.out, style.charset()), style, clock,
                        Heartbeat.onThread()),
                JsonEvents.create(directory.events())));
        var operator = Operator.present();
        var settings = operator.settings(ClusterSettings.defaults(directory.path()).events(reporter::report));
        try (var cluster = Cluster.open(test.configuration().cluster(), settings)) {
            return operator.drive(new Stage(test, cluster, clock,
                    event -> reporter.report(settings.secrets().hiddenIn(event))));
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED.status();
        } finally {
            reporter.finish().forEach(failure -> System.err.println("espalier: " + failure.sentence()));
        }
    }
}

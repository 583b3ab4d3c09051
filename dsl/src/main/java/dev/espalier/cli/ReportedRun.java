package dev.espalier.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.ClusterSettings;
import dev.espalier.report.EventSink;
import dev.espalier.report.Heartbeat;
import dev.espalier.report.JUnitXml;
import dev.espalier.report.JsonEvents;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.Reporter;
import dev.espalier.report.TerminalProgress;
import dev.espalier.report.TerminalStyle;
import dev.espalier.report.page.HtmlPage;
import dev.espalier.run.Inspector;
import dev.espalier.run.TestPreparation;
import dev.espalier.run.TestRun;

/**
 * The run of a test with its reports, and its progress on the terminal.
 *
 * @param output    where the reports and console logs go
 * @param junitXml  where the JUnit report goes instead; relative to {@code output}
 * @param audience  who watches it while it goes on
 * @param operator  is left the machines of a test that does not pass
 * @param again     for who wants to run the test again
 */
record ReportedRun(Path output, Optional<Path> junitXml, Audience audience, Optional<Operator> operator,
        Again again) {

    ExitCode of(TestPreparation test) throws IOException {
        var directory = OutputDirectory.create(output);
        var clock = InstantSource.system();
        var style = TerminalStyle.ofStandardOutput(System.getenv());
        var out = new PrintWriter(System.out, true, style.charset());
        var seats = audience.seated(directory, out);
        var reports = List.<EventSink>of(
                new TerminalProgress(new OutputStreamWriter(System.out, style.charset()), style, clock,
                        Heartbeat.onThread()),
                JsonEvents.create(directory.events()),
                new JUnitXml(junitXml.map(directory.path()::resolve).orElseGet(directory::junitXml)),
                HtmlPage.create(directory, again.reproduction()));
        var reporter = new Reporter(Stream.concat(reports.stream(), seats.sinks().stream()).toList());
        var settings = ClusterSettings.defaults(directory.path()).events(reporter::report);
        var run = new TestRun(test, operator.map(present -> present.settings(settings)).orElse(settings), reporter,
                seats.opened(), operator.map(Inspector.class::cast));
        var ended = toItsEnd(run, reporter);
        new Epilogue(output.resolve(directory.page().getFileName()), again).lines(ended).forEach(out::println);
        return ended;
    }

    private static ExitCode toItsEnd(TestRun run, Reporter reporter) {
        try {
            return ExitCode.of(run.run());
        } finally {
            reporter.finish().forEach(failure -> System.err.println("espalier: " + failure.sentence()));
        }
    }
}

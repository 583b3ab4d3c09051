package dev.espalier.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.espalier.bench.page.ResultPage;
import dev.espalier.bench.result.Baseline;
import dev.espalier.bench.result.Comparison;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Markdown;
import dev.espalier.bench.result.Overview;
import dev.espalier.bench.result.Place;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.ReportFile;
import dev.espalier.bench.result.Table;
import dev.espalier.bench.rival.Attest;
import dev.espalier.bench.rival.NixosDriver;
import dev.espalier.bench.rival.Rival;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/run} command. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, description = "Measures the backends beside their floors, in turns, and shows what came out.")
public final class Main implements Callable<Integer> {

    /** Where the figures come from: they are measured, unless it is said otherwise. */
    static final class Source {
        @Option(names = "--read", paramLabel = "JSON", description = "shows what an earlier run has written, and measures nothing")
        private @Nullable Path earlier;

        @Option(names = "--compare", paramLabel = "JSON", arity = "2", description = "says what has changed beyond the noise from the first file to the second, and measures nothing")
        private List<Path> compared = List.of();

        @Option(names = "--quick", description = "five small rounds, of small guests alone (the default)")
        private boolean quick;

        @Option(names = "--full", description = "five rounds of everything, for figures to be quoted")
        private boolean full;

        Extent extent() {
            return quick || !full ? Extent.QUICK : Extent.FULL;
        }
    }

    @ArgGroup
    private Source source = new Source();

    @Option(names = "--backends", paramLabel = "NAME", split = ",", defaultValue = "qemu,nspawn,local,ssh,microvm", description = "which are measured: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private List<MeasuredBackend> backends = List.of();

    @Option(names = "--nixos-driver", paramLabel = "PATH", description = "also measures this NixOS test driver, with the small guest of qemu")
    private @Nullable Path nixosDriver;

    @Option(names = "--attest", paramLabel = "PATH", description = "also measures this attest, likewise")
    private @Nullable Path attest;

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results there, for programs")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "also draws them there, on one page")
    private @Nullable Path html;

    @Option(names = "--markdown", paramLabel = "FILE", description = "also writes their tables into that document, where it has a place for them")
    private @Nullable Path markdown;

    @Option(names = "--readme", paramLabel = "FILE", description = "also writes the few that a stranger wants into that document, likewise")
    private @Nullable Path readme;

    @Option(names = "--baseline", paramLabel = "FILE", description = "says what is worse beside the floor than it was there; fails if something is more than twice as bad")
    private @Nullable Path baseline;

    @Option(names = "--record", paramLabel = "FILE", description = "writes how all is beside the floor there, to be a baseline")
    private @Nullable Path recorded;

    private Main() {}

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!source.compared.isEmpty()) {
            System.out.println(Comparison.of(ReportFile.read(source.compared.getFirst()),
                    ReportFile.read(source.compared.getLast())).words());
            return 0;
        }
        return show(source.earlier == null ? measure() : ReportFile.read(source.earlier));
    }

    private Report measure() throws IOException, InterruptedException {
        var extent = source.extent();
        var rivals = rivals();
        var parts = Stream.concat(rivals.stream().map(rival -> new RivalPart(rival, extent)),
                backends.stream().flatMap(backend -> backend.of(extent))).toList();
        Images.prepare(extent, System.err::println);
        return Session.of(extent, parts, absences(), System.err::println);
    }

    private List<Rival> rivals() {
        var rivals = new ArrayList<Rival>();
        if (nixosDriver != null) {
            rivals.add(new NixosDriver(nixosDriver.toAbsolutePath()));
        }
        if (attest != null) {
            rivals.add(new Attest(attest.toAbsolutePath()));
        }
        return rivals;
    }

    private List<Report.Absence> absences() {
        var absences = new ArrayList<>(MeasuredBackend.absences());
        if (nixosDriver == null) {
            absences.add(new Report.Absence(Contender.NIXOS_DRIVER.title(), "no --nixos-driver was given"));
        }
        if (attest == null) {
            absences.add(new Report.Absence(Contender.ATTEST.title(), "no --attest was given"));
        }
        absences.forEach(absence -> System.err.println(absence.what() + " is not measured: " + absence.why()));
        return absences;
    }

    private int show(Report report) throws IOException {
        if (json != null) {
            ReportFile.write(report, json);
        }
        if (html != null) {
            Files.writeString(html, ResultPage.of(report));
        }
        if (markdown != null) {
            Place.in(markdown).fill(Markdown.of(report));
        }
        if (readme != null) {
            Place.in(readme).fill(Overview.of(report));
        }
        if (recorded != null) {
            Baseline.of(report).write(recorded);
        }
        System.out.println(Table.of(report));
        return baseline == null ? 0 : judge(report, Baseline.read(baseline));
    }

    private static int judge(Report report, Baseline baseline) {
        var findings = baseline.judge(report);
        System.out.println();
        findings.forEach(finding -> System.out.println(finding.words()));
        return findings.stream().anyMatch(finding -> finding instanceof Baseline.Finding.Fault) ? 1 : 0;
    }
}

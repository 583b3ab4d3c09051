package dev.espalier.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.Cluster;
import dev.espalier.run.TestPreparation;
import dev.espalier.snapshot.PreparedSnapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = SnapshotBuildCommand.NAME, description = "Prepares the machines of a test as its first run does, so that the next one goes on from there: runs the script up to the last statement that prepares a machine. Says of each snapshot whether it was built or was there.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:All snapshots are there now.", "1:The script prepares nothing, or has failed.",
        "2:The usage or the configuration is wrong.", "3:This host lacks something.",
        "124:The global timeout was over.", "130:Ctrl-C ended it, after everything was taken down.",
        "143:SIGTERM ended it, after everything was taken down."})
final class SnapshotBuildCommand implements Callable<Integer> {
    static final String NAME = "build";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final GivenTest test = new GivenTest();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws Exception {
        return Interruption.during(this::build);
    }

    private int build() throws IOException {
        var whole = test.prepare();
        var preparing = whole.untilPrepared();
        if (preparing.isEmpty()) {
            System.err.println("espalier: " + whole.configuration().testScript()
                    + " prepares no machine; a statement such as server.prepare(\"systemctl start nginx\") does");
            return ExitCode.FAILED.status();
        }
        return build(preparing.get()).status();
    }

    private ExitCode build(TestPreparation preparing) throws IOException {
        var opened = new AtomicReference<Optional<Cluster>>(Optional.empty());
        var ended = new ReportedRun(output.directory(), Optional.empty(),
                (directory, out) -> new Audience.Seats(List.of(), cluster -> opened.set(Optional.of(cluster))),
                Optional.empty(),
                new Again(spec.commandLine().getParseResult().originalArgs(), Optional.empty())).of(preparing);
        System.out.print(new Listing(opened.get()
                .map(cluster -> lines(cluster.preparations()))
                .orElseGet(List::of)).text());
        return ended;
    }

    /** One for each snapshot, as it was found first. */
    private static List<List<String>> lines(List<PreparedSnapshots.Found> preparations) {
        var told = new HashSet<String>();
        var lines = new ArrayList<List<String>>();
        for (var found : preparations) {
            if (told.add(found.snapshot().name())) {
                lines.add(line(found));
            }
        }
        return lines;
    }

    private static List<String> line(PreparedSnapshots.Found found) {
        var snapshot = found.snapshot();
        return List.of(switch (found) {
            case PreparedSnapshots.Found.There there -> "there";
            case PreparedSnapshots.Found.Taken taken -> "built";
        }, snapshot.name(), Listing.megabytes(snapshot.bytes()), snapshot.machine() + ", " + snapshot.backend());
    }
}

package dev.espalier.cli;

import java.io.IOException;
import java.util.List;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.snapshot.KeptSnapshot;
import dev.espalier.snapshot.PreparedSnapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "snapshot", description = "Prepared machines, which later runs go on from: see machine.prepare.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand {
    private final PreparedSnapshots snapshots = new PreparedSnapshots(ImageCache.ofUser().snapshots());

    @Command(name = "list", description = "Lists them, the newest first: name, size, when it was taken, and of what machine.", mixinStandardHelpOptions = true)
    int list() throws IOException {
        System.out.print(new Listing(snapshots.list().stream().map(SnapshotCommand::line).toList()).text());
        return ExitCode.PASSED.status();
    }

    private static List<String> line(KeptSnapshot kept) {
        return switch (kept) {
            case KeptSnapshot.Whole(var snapshot) -> List.of(snapshot.name(), Listing.megabytes(snapshot.bytes()),
                    Listing.time(snapshot.taken()), snapshot.machine() + ", " + snapshot.backend());
            case KeptSnapshot.Damaged(var name, var why) -> List.of(name, "", "", why.lines().findFirst().orElse(""));
        };
    }

    @Command(name = "rm", description = "Removes some. The next run that wants one prepares its machine again; one that uses it now fails.", mixinStandardHelpOptions = true, footer = {
            "", "Exit status: 0 if all were there, 1 if not."})
    int remove(
            @Parameters(paramLabel = "SNAPSHOT", arity = "1..*", description = "As it is listed.") List<String> names)
            throws IOException, InterruptedException {
        var status = ExitCode.PASSED;
        for (var name : names) {
            if (snapshots.remove(name)) {
                System.out.println("removed " + name);
            } else {
                System.err.println("espalier: there is no snapshot " + name + "; espalier snapshot list lists them");
                status = ExitCode.FAILED;
            }
        }
        return status.status();
    }
}

package dev.espalier.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.snapshot.KeptSnapshot;
import dev.espalier.snapshot.PreparedSnapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(name = "snapshot", description = "Makes, lists and removes snapshots of machines that a script has prepared, from which later runs go on.", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = SnapshotBuildCommand.class)
final class SnapshotCommand {
    private final InstantSource clock = InstantSource.system();
    private final PreparedSnapshots snapshots = new PreparedSnapshots(ImageCache.ofUser().snapshots());

    @Command(name = "list", description = "Lists the snapshots, the newest first: name, size, when it was taken, and of what machine.", mixinStandardHelpOptions = true)
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

    @Command(name = "rm", description = "Removes snapshots. The next run that wants one prepares its machine again; a run that uses it now fails.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
            "0:All of them were there.", "1:Some of them were not there."})
    int remove(
            @Parameters(paramLabel = "SNAPSHOT", arity = "1..*", description = "The name of a snapshot, as espalier snapshot list shows it.") List<String> names)
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

    @Command(name = "prune", description = "Removes the snapshots that are older than AGE, however often they were used since, and those that are damaged or were left unfinished.", mixinStandardHelpOptions = true)
    int prune(
            @Option(names = "--older-than", paramLabel = "AGE", required = true, converter = Age.class, description = "How old, as a number with s, m, h, d or w behind it: seconds, minutes, hours, days or weeks, as in 30d.") Duration age)
            throws IOException {
        for (var name : snapshots.prune(clock.instant().minus(age))) {
            System.out.println("removed " + name);
        }
        return ExitCode.PASSED.status();
    }

    /** How old something is, in one of the usual units. */
    private static final class Age implements ITypeConverter<Duration> {
        private static final Pattern AGE = Pattern.compile("([0-9]{1,9})([smhdw])");
        private static final int DAYS_OF_A_WEEK = 7;

        @Override
        public Duration convert(String text) {
            var age = AGE.matcher(text);
            if (!age.matches()) {
                throw new TypeConversionException("no age, which is a number with s, m, h, d or w behind it: " + text);
            }
            var number = Long.parseLong(age.group(1));
            return switch (age.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                default -> Duration.ofDays(DAYS_OF_A_WEEK * number);
            };
        }
    }
}

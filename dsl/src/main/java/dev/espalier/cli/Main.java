package dev.espalier.cli;

import dev.espalier.run.EspalierVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code espalier} command. */
@Command(name = "espalier", description = "Boots real machines, runs a test against them, and leaves nothing behind.", mixinStandardHelpOptions = true, version = "espalier "
        + EspalierVersion.CURRENT, synopsisSubcommandLabel = "COMMAND", footer = {
                "", "espalier doctor says whether this host is ready, and espalier COMMAND --help",
                "what a command takes."}, subcommands = {
                        RunCommand.class, ReplCommand.class, CheckCommand.class, DriverCommand.class,
                        DoctorCommand.class,
                        ImageCommand.class,
                        SnapshotCommand.class, TreeCommand.class, SweepCommand.class, SchemaCommand.class,
                        CompletionCommand.class})
public final class Main {
    private Main() {}

    /** The one place that ends the JVM: this is the command, not the library. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new KnownProblems())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}

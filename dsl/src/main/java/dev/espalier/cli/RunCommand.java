package dev.espalier.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = RunCommand.NAME, description = "Boots a test's machines, runs its script, takes all down and writes a report.", mixinStandardHelpOptions = true, exitCodeListHeading = "%nExit status:%n", exitCodeList = {
        "0:The test passed.", "1:The test failed.", "2:The usage or the configuration is wrong.",
        "3:This host lacks something.", "124:The global timeout was over.",
        "130:Ctrl-C ended it, after everything was taken down.",
        "143:SIGTERM ended it, after everything was taken down."})
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";
    private static final String INTERACTIVE = "--interactive";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final GivenTest test = new GivenTest();

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final JunitXml junitXml = new JunitXml();

    @Option(names = "--global-timeout", paramLabel = "SECONDS", description = "How long the script may take in all. Default: what the configuration says, or else an hour.")
    private @Nullable Long globalTimeout;

    @Option(names = "--observe", description = "Shows the run in a browser of this host while it goes on; says at which address.")
    private boolean observe;

    @Option(names = INTERACTIVE, description = "If the test does not pass, lets you drive its machines by hand, as repl does, before they are taken down.")
    private boolean interactive;

    @Option(names = "--watch", description = "Runs the test again whenever its script or its configuration has changed, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        return Interruption.during(watch
                ? new WatchedRun(test, this::runAndTell, spec.commandLine().getOut())::untilInterrupted
                : this::runTest);
    }

    /** Nobody looks at what goes wrong in a run after which there may be another. */
    private int runAndTell() throws Exception {
        try {
            return runTest();
        } catch (RuntimeException | IOException e) {
            return new KnownProblems().handleExecutionException(e, spec.commandLine(),
                    spec.commandLine().getParseResult());
        }
    }

    private int runTest() throws IOException {
        var prepared = test.prepare();
        if (globalTimeout != null) {
            prepared = prepared.globalTimeout(Duration.ofSeconds(globalTimeout));
        }
        return new ReportedRun(output.directory(), junitXml.file(),
                observe ? Audience.IN_BROWSERS : Audience.NONE,
                interactive ? Optional.of(Operator.present()) : Optional.empty(), again()).of(prepared).status();
    }

    private Again again() {
        var arguments = spec.commandLine().getParseResult().originalArgs();
        return new Again(arguments, interactive ? Optional.empty() : Optional.of(inspecting(arguments)));
    }

    private static List<String> inspecting(List<String> arguments) {
        var command = arguments.indexOf(NAME);
        return Stream.of(arguments.subList(0, command + 1), List.of(INTERACTIVE),
                arguments.subList(command + 1, arguments.size())).flatMap(List::stream).toList();
    }
}

package dev.espalier.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.espalier.config.DriverInput;
import dev.espalier.run.TestPreparation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "driver", description = "Runs a test in the place of the NixOS test driver: with its options and its environment variables.", mixinStandardHelpOptions = true, footer = {
        "", "An option overrides its environment variable, and a configuration start scripts",
        "and VLANs. The exit status is as that of run."})
final class DriverCommand implements Callable<Integer> {
    private static final List<String> LEVELS = List.of("debug", "info", "warning", "error");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SCRIPT", arity = "0..1", description = "The test script, of Java statements, instead of the configuration's. Or the variable testScript.")
    private @Nullable Path testScript;

    @Option(names = {"-c",
            "--config"}, paramLabel = "FILE", description = "The machines, as NixOS or attest has them in JSON. Or the variable machineConfig.")
    private @Nullable Path configuration;

    @Option(names = "--start-scripts", paramLabel = "FILE", arity = "0..*", description = "The machines' start scripts, each called run-NAME-vm or run-NAME-nspawn. Or the variable startScripts.")
    private List<Path> startScripts = List.of();

    @Option(names = "--vlans", paramLabel = "VLAN", arity = "0..*", description = "The numbers of all networks, with --start-scripts. Or the variable vlans.")
    private List<Integer> vlans = List.of();

    @Option(names = "--global-timeout", paramLabel = "SECONDS", description = "How long the script may take in all, instead of what the configuration says. Or the variable globalTimeout.")
    private @Nullable Long globalTimeout;

    @Option(names = {"-o",
            "--output_directory"}, paramLabel = "DIR", defaultValue = ".", description = "Where report.html, junit.xml, events.jsonl, console logs, screenshots and copies go. Default: the working directory.")
    private Path output = Path.of("");

    @Mixin
    private final JunitXml junitXml = new JunitXml();

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "One of debug, info, warning and error; changes nothing, for events.jsonl has all.")
    private String logLevel = "info";

    @Option(names = {"-I",
            "--interactive"}, negatable = true, description = "Lets you drive the machines by hand, as repl does, and runs no test by itself.")
    private boolean interactive;

    @Option(names = {"-K", "--keep-machine-state",
            "--keep-vm-state"}, description = "Refused: nothing of a machine is kept after a run.")
    private boolean keepState;

    @Override
    public Integer call() throws Exception {
        requireUnderstood();
        return Interruption.during(() -> run(System.getenv()));
    }

    private void requireUnderstood() {
        if (keepState) {
            throw refused(
                    "nothing of a machine is kept after a run; what takes long to come up, machine.prepare keeps");
        }
        if (!LEVELS.contains(logLevel)) {
            throw refused("the log level is one of " + String.join(", ", LEVELS) + ", not " + logLevel);
        }
    }

    private int run(Map<String, String> environment) throws IOException {
        var input = new DriverInput(Optional.ofNullable(configuration)
                .or(() -> named(environment, "machineConfig")),
                orElse(startScripts,
                        words(environment, "startScripts").map(Path::of)),
                orElse(vlans, words(environment, "vlans").map(this::number)),
                Optional.ofNullable(testScript).or(() -> named(environment, "testScript")));
        if (input.configuration().isEmpty() && input.startScripts().isEmpty()) {
            throw refused("say which machines there are: with --config, or with --start-scripts");
        }
        var test = TestPreparation.of(input);
        return interactive ? new HandDriven(output).of(test) : runToItsEnd(test, environment);
    }

    private int runToItsEnd(TestPreparation test, Map<String, String> environment) throws IOException {
        var limit = Optional.ofNullable(globalTimeout)
                .or(() -> words(environment, "globalTimeout").map(word -> (long) number(word)).findFirst());
        return new ReportedRun(output, junitXml.file(), Audience.NONE, Optional.empty(),
                new Again(arguments(), Optional.empty()))
                .of(limit.map(seconds -> test.globalTimeout(Duration.ofSeconds(seconds))).orElse(test))
                .status();
    }

    private List<String> arguments() {
        return spec.commandLine().getParseResult().originalArgs();
    }

    private static <T> List<T> orElse(List<T> given, Stream<T> otherwise) {
        return given.isEmpty() ? otherwise.toList() : given;
    }

    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(name -> !name.isBlank()).map(Path::of);
    }

    private static Stream<String> words(Map<String, String> environment, String variable) {
        return Arrays.stream(environment.getOrDefault(variable, "").split("\\s+")).filter(word -> !word.isEmpty());
    }

    private int number(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw refused("a number was to be in the environment, not " + word);
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}

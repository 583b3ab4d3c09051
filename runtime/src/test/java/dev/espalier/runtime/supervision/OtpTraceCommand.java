package dev.espalier.runtime.supervision;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.system.EmbeddedSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;

/** What {@code runtime/otp-trace} runs: plays scenarios to our supervisor and writes what it did. */
final class OtpTraceCommand {

    private static final String USAGE = """
            usage: otp-trace [--core|--actors] FILE
                   otp-trace [--core|--actors] --out DIR FILE...
              --core     plays to the pure core; the default
              --actors   plays to real actors with a virtual clock
              --out DIR  writes DIR/NAME.txt for each NAME.txt; without it there is one FILE, to standard output""";

    private enum Target {
        CORE,
        ACTORS
    }

    /** What the command line asks for. */
    private record Order(Target target, Optional<Path> directory, List<Path> files) {}

    /** A command line that asks for nothing that can be done. */
    private static final class Misuse extends Exception {
        private final String problem;

        Misuse(String problem) {
            super(problem);
            this.problem = problem;
        }
    }

    private final PrintStream out;
    private final PrintStream err;

    private OtpTraceCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends the JVM: this is a command. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int status = new OtpTraceCommand(out, System.err).run(List.of(arguments));
        out.flush();
        System.exit(status);
    }

    private int run(List<String> arguments) {
        try {
            return carryOut(parse(arguments));
        } catch (Misuse misuse) {
            say(misuse.problem);
            err.println(USAGE);
            return 2;
        }
    }

    private static Order parse(List<String> arguments) throws Misuse {
        Target target = Target.CORE;
        Optional<Path> directory = Optional.empty();
        List<Path> files = new ArrayList<>();
        for (var rest = arguments.iterator(); rest.hasNext();) {
            switch (rest.next()) {
                case "--core" -> target = Target.CORE;
                case "--actors" -> target = Target.ACTORS;
                case "--out" -> {
                    if (!rest.hasNext()) {
                        throw new Misuse("--out needs a directory");
                    }
                    directory = Optional.of(Path.of(rest.next()));
                }
                case "--" -> rest.forEachRemaining(file -> files.add(Path.of(file)));
                case String flag when flag.startsWith("-") -> throw new Misuse("unknown flag " + flag);
                case String file -> files.add(Path.of(file));
            }
        }
        check(directory, files);
        return new Order(target, directory, files);
    }

    private static void check(Optional<Path> directory, List<Path> files) throws Misuse {
        if (files.isEmpty()) {
            throw new Misuse("no scenario is given");
        }
        if (files.size() > 1 && directory.isEmpty()) {
            throw new Misuse("several scenarios need --out");
        }
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            if (!names.add(name(file))) {
                throw new Misuse("two scenarios would be written to " + name(file) + ".txt");
            }
        }
    }

    private int carryOut(Order order) {
        return switch (order.target()) {
            case CORE -> playAll(order, CoreStage::new);
            case ACTORS -> {
                ActorSystem<SpawnProtocol.Command> system = EmbeddedSystem.start(SpawnProtocol.create(), "otp-trace");
                int status = playAll(order, (scenario, trace) -> new ActorStage(scenario, trace, system));
                system.terminate();
                system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
                yield status;
            }
        };
    }

    private int playAll(Order order, OtpPlayer.Setting setting) {
        int status = 0;
        for (Path file : order.files()) {
            try {
                write(order.directory(), file, play(file, setting));
            } catch (MalformedScenario malformed) {
                say(file + ": " + malformed.getMessage());
                status = 1;
            } catch (IOException | RuntimeException | AssertionError failure) {
                say(file + ": " + failure);
                status = 1;
            }
        }
        return status;
    }

    private static String play(Path file, OtpPlayer.Setting setting)
            throws IOException, MalformedScenario {
        OtpScenario scenario = OtpScenarioParser.parse(Files.readAllLines(file));
        if (scenario.hasDynamicSupervisors()) {
            throw new MalformedScenario(1, "dynamic supervisors are not traced");
        }
        return String.join("\n", OtpPlayer.play(scenario, setting)) + "\n";
    }

    private void write(Optional<Path> directory, Path file, String text) throws IOException {
        if (directory.isPresent()) {
            Files.writeString(Files.createDirectories(directory.get()).resolve(name(file) + ".txt"), text);
        } else {
            out.print(text);
        }
    }

    private static String name(Path file) {
        return file.toAbsolutePath().getFileName().toString().replaceFirst("\\.txt$", "");
    }

    private void say(String message) {
        err.println("otp-trace: " + message);
    }
}

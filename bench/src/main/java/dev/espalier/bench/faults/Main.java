package dev.espalier.bench.faults;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/faults} command. */
@Command(name = "bench/faults", mixinStandardHelpOptions = true, description = "Runs tests while something breaks at random, and looks whether anything is left and the verdicts are right.")
public final class Main implements Callable<Integer> {

    @Option(names = "--runs", paramLabel = "NUMBER", defaultValue = "60", description = "how many; default: ${DEFAULT-VALUE}")
    private int runs = 60;

    @Option(names = "--seed", paramLabel = "SEED", description = "of the first run, of which all follows; default: another each time")
    private long seed = new Random().nextLong(1L << 48);

    @Option(names = "--scenarios", paramLabel = "NAME", split = ",", defaultValue = "local,nspawn,nspawn,ssh,qemu,scripted", description = "to choose from; one that is named twice is chosen twice as often; default: ${DEFAULT-VALUE}")
    private List<Scenario> scenarios = List.of();

    private Main() {}

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var wrong = FaultedRuns.of(runs, seed, scenarios, System.out::println);
        System.out.println(runs + " runs, " + wrong.size() + " wrong");
        return wrong.isEmpty() ? 0 : 1;
    }
}

package dev.espalier.bench.deaths;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;

import dev.espalier.bench.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/deaths} command. */
@Command(name = "bench/deaths", mixinStandardHelpOptions = true, description = "Kills a machine again and again, and measures how soon everybody knows who waits for something of it.")
public final class Main implements Callable<Integer> {

    @Option(names = "--kills", paramLabel = "NUMBER", defaultValue = "500", description = "how many; default: ${DEFAULT-VALUE}")
    private int kills = 500;

    @Option(names = "--backend", paramLabel = "NAME", defaultValue = "nspawn", description = "of the machine, nspawn or qemu; default: ${DEFAULT-VALUE}")
    private String backend = "nspawn";

    private Main() {}

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var took = new ArrayList<Duration>();
        try (var machine = Kills.of(backend)) {
            for (int kill = 0; kill < kills; kill++) {
                took.addAll(machine.next());
            }
        }
        took.sort(null);
        System.out.println(Host.here());
        System.out.printf(
                "%d kills of a machine of %s, %d calls on it that knew: half of them within %d ms, 99 %% within %d ms,"
                        + " all within %d ms%n",
                kills, backend, took.size(), took.get(took.size() / 2).toMillis(),
                took.get(took.size() * 99 / 100).toMillis(), took.getLast().toMillis());
        return 0;
    }
}

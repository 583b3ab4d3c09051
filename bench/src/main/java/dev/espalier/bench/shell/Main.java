package dev.espalier.bench.shell;

import java.io.IOException;
import java.util.concurrent.Callable;

import dev.espalier.bench.Host;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/shell} command. */
@Command(name = "bench/shell", mixinStandardHelpOptions = true, description = "Measures commands in guests beside a shell spoken to by hand and NixOS's protocol, in turns.")
public final class Main implements Callable<Integer> {
    private Sizes sizes = Sizes.QUICK;

    private Main() {}

    @Option(names = "--full", description = "more and longer rounds, for figures to be quoted")
    void full(boolean chosen) {
        sizes = chosen ? Sizes.FULL : Sizes.QUICK;
    }

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var host = Host.here();
        var results = Rounds.of(sizes, System.err::println);
        System.out.println(Table.of(host, sizes, results));
        return 0;
    }
}

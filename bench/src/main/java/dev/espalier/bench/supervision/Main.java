package dev.espalier.bench.supervision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.espalier.bench.Host;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code bench/supervision} command. */
@Command(name = "bench/supervision", mixinStandardHelpOptions = true, description = "Measures supervision beside real Erlang's, in turns.")
public final class Main implements Callable<Integer> {

    static final class Extent {
        private Sizes sizes = Sizes.QUICK;

        @Option(names = "--quick", description = "a few rounds (the default)")
        void quick(boolean chosen) {
            if (chosen) {
                sizes = Sizes.QUICK;
            }
        }

        @Option(names = "--full", description = "more rounds, for figures to be quoted")
        void full(boolean chosen) {
            if (chosen) {
                sizes = Sizes.FULL;
            }
        }
    }

    @ArgGroup
    private final Extent extent = new Extent();

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results there")
    private @Nullable Path json;

    private Main() {}

    /** The one place that ends the JVM: this is a command, which nothing embeds. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Results results = measure(extent.sizes);
        System.out.println(Table.of(results));
        if (json != null) {
            ResultsFile.write(results, json);
        }
        return 0;
    }

    private static Results measure(Sizes sizes) {
        Host host = Host.here();
        Optional<Erlang> erlang = Erlang.start();
        try (Espalier espalier = new Espalier()) {
            List<Contender> contenders = Stream.<Contender>concat(erlang.stream(), Stream.of(espalier)).toList();
            if (erlang.isEmpty()) {
                System.err
                        .println("There is no Erlang here (apt-get install erlang-base): Espalier is measured alone.");
            }
            return Results.measure(host, sizes, contenders, System.err::println);
        } finally {
            erlang.ifPresent(Erlang::close);
        }
    }
}

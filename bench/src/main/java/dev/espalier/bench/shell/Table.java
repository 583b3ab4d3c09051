package dev.espalier.bench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.espalier.bench.Columns;
import dev.espalier.bench.Host;
import dev.espalier.bench.Range;
import dev.espalier.bench.shell.Results.Contender;

/** The results for a person. */
final class Table {
    private static final String NONE = "-";

    private Table() {}

    static String of(Host host, Sizes sizes, Results results) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Stream.concat(Stream.concat(Stream.of("work"), Stream.of(Contender.values()).map(Contender::title)),
                Stream.of("of NixOS", "of floor", "must")).toList());
        Stream.of(Figure.values()).map(figure -> line(figure, results)).forEach(lines::add);
        return """
                %s
                medians of %d rounds (lowest to highest); outputs and inputs of %d MiB

                %s""".formatted(host, sizes.rounds(), sizes.bytes() >> 20, Columns.aligned(lines));
    }

    private static List<String> line(Figure figure, Results results) {
        var cells = new ArrayList<String>();
        cells.add(figure.work() + " [" + figure.unit().symbol() + "]");
        for (var contender : Contender.values()) {
            cells.add(results.range(figure, contender).map(range -> range.show(figure.unit())).orElse(NONE));
        }
        var ours = results.range(figure, Contender.ESPALIER);
        cells.add(share(ours, results.range(figure, Contender.NIXOS)));
        cells.add(share(ours, results.range(figure, Contender.FLOOR)));
        cells.add(figure.must());
        return cells;
    }

    private static String share(Optional<Range> ours, Optional<Range> theirs) {
        return ours.flatMap(our -> theirs.map(their -> our.median() / their.median()))
                .map("%.2f"::formatted)
                .orElse(NONE);
    }
}

package dev.espalier.bench.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.bench.Columns;
import dev.espalier.bench.Range;
import dev.espalier.bench.Unit;

/** The results for a person. */
final class Table {

    private static final List<String> HEADINGS = List.of("work", "Erlang", "Espalier", "ratio", "must", "aim");
    private static final String NONE = "-";

    private Table() {}

    static String of(Results results) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        results.rows().forEach(row -> lines.add(line(row)));
        return Stream.concat(
                Stream.of(results.host().toString()),
                Stream.concat(
                        results.contenders().entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()),
                        Stream.of("medians of " + results.sizes().rounds() + " rounds (lowest to highest); "
                                + "a ratio above 1 says that Espalier is ahead", "", Columns.aligned(lines))))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> line(Results.Row row) {
        Unit unit = row.figure().unit();
        Optional<Range> theirs = Optional.ofNullable(row.values().get("Erlang"));
        Optional<Range> ours = Optional.ofNullable(row.values().get("Espalier"));
        return List.of(row.figure().work() + " [" + unit.symbol() + "]",
                theirs.map(range -> range.show(unit)).orElse(NONE),
                ours.map(range -> range.show(unit)).orElse(NONE),
                theirs.flatMap(their -> ours.map(our -> unit.lead(our.median(), their.median())))
                        .map(lead -> String.format("%.2f", lead))
                        .orElse(NONE),
                row.figure().goal().map(goal -> unit.bound(goal.must())).orElse(NONE),
                row.figure().goal().map(goal -> unit.bound(goal.aim())).orElse(NONE));
    }
}

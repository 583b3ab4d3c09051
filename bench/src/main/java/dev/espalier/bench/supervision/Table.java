package dev.espalier.bench.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.bench.Host;
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
        Host host = results.host();
        return Stream.concat(
                Stream.of(String.format("%s, %d cores, load %.1f", host.cpu(), host.cores(), host.load())),
                Stream.concat(
                        results.contenders().entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()),
                        Stream.of("medians of " + results.sizes().rounds() + " rounds (lowest to highest); "
                                + "a ratio above 1 says that Espalier is ahead", "", aligned(lines))))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> line(Results.Row row) {
        Unit unit = row.figure().unit();
        Optional<Range> theirs = Optional.ofNullable(row.values().get("Erlang"));
        Optional<Range> ours = Optional.ofNullable(row.values().get("Espalier"));
        return List.of(row.figure().work() + " [" + unit.symbol() + "]",
                theirs.map(range -> show(range, unit)).orElse(NONE),
                ours.map(range -> show(range, unit)).orElse(NONE),
                theirs.flatMap(their -> ours.map(our -> unit.lead(our.median(), their.median())))
                        .map(lead -> String.format("%.2f", lead))
                        .orElse(NONE),
                row.figure().goal().map(goal -> unit.bound(goal.must())).orElse(NONE),
                row.figure().goal().map(goal -> unit.bound(goal.aim())).orElse(NONE));
    }

    private static String show(Range range, Unit unit) {
        return unit.show(range.median()) + " (" + unit.show(range.lowest()) + " to " + unit.show(range.highest()) + ")";
    }

    private static String aligned(List<List<String>> lines) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEADINGS.size(); column++) {
            int index = column;
            widths.add(lines.stream().mapToInt(line -> line.get(index).length()).max().orElse(0));
        }
        return lines.stream().map(line -> {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                String padding = " ".repeat(widths.get(column) - cell.length());
                text.append(column == 0 ? cell + padding : "   " + padding + cell);
            }
            return text.toString();
        }).collect(Collectors.joining("\n"));
    }
}

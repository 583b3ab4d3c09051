package dev.espalier.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells for a person: the first column to the left, the others to the right. */
public final class Columns {
    private Columns() {}

    /** @param lines all with as many cells as the first */
    public static String aligned(List<List<String>> lines) {
        var widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> cell(line.get(column), widths[column], column))
                        .collect(Collectors.joining("   ")))
                .collect(Collectors.joining("\n"));
    }

    private static String cell(String text, int width, int column) {
        var padding = " ".repeat(width - text.length());
        return column == 0 ? text + padding : padding + text;
    }
}

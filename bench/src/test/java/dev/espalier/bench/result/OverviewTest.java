package dev.espalier.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.espalier.bench.result.Overview.Column;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private static final Path README = Path.of("../README.md");
    private static final Path PERFORMANCE = Path.of("../docs/performance.md");
    private static final String NONE = "-";

    @Test
    @DisplayName("it has medians, with a star if others disturbed, and the floor's share where there is a floor; it has nothing of machines that were not measured")
    void medians() {
        var report = new Reports().with(Reports.COMMAND, Contender.NIXOS_PROTOCOL, 20, 21, 22, 23, 24)
                .with(Reports.COMMAND, Contender.FLOOR, 4, 4, 4, 4, 5)
                .with(Reports.COMMAND, Contender.ESPALIER, 5, 5, 6, 6, 6)
                .with(Row.of(Reports.TINY, Work.RESTORE), Contender.ESPALIER, 300, 300, 301, 302, 303)
                .disturbed(Row.of(Reports.TINY, Work.SHELL), Contender.ESPALIER, 2000, 2001, 2002, 2003, 2004)
                .with(Row.of(Reports.TINY, Work.OUTPUT), Contender.ESPALIER, 100, 101)
                .report();
        assertThat(Overview.of(report)).startsWith(report.host() + "; " + report.taken())
                .endsWith("\n| qemu, tiny | 2,002.00 ms \\* | 6.00 ms (1.50) | 22.00 ms | - | 301.00 ms |\n")
                .doesNotContain("nspawn");
    }

    @Test
    @DisplayName("that of the README is of the figures of docs/performance.md; bench/run writes both with --markdown and --readme")
    void readme() throws IOException {
        var lines = Place.in(README).figures().lines().toList();
        var figures = Place.in(PERFORMANCE).figures();
        assertThat(figures).startsWith(lines.getFirst().substring(0, lines.getFirst().indexOf(". In brackets")) + ",");
        assertThat(String.join("\n", lines.subList(2, lines.size())))
                .isEqualTo(Markdown.table(Overview.headings(), lines(cells(figures))));
    }

    private record Cell(String machines, String work, String column) {}

    /** Those of the tables of machines. */
    private static Map<Cell, String> cells(String figures) {
        var cells = new HashMap<Cell, String>();
        var machines = "";
        var headings = List.<String>of();
        for (var line : figures.lines().toList()) {
            if (line.startsWith("### ")) {
                machines = line.substring("### ".length());
                headings = List.of();
            } else if (line.startsWith("| ")) {
                var words = Arrays.asList(line.split("\\| ?", -1)).stream().map(String::strip).toList();
                headings = headings.isEmpty() ? words : headings;
                for (int column = 1; column < headings.size(); column++) {
                    cells.put(new Cell(machines, words.get(1), headings.get(column)), words.get(column));
                }
            }
        }
        return cells;
    }

    private static List<List<String>> lines(Map<Cell, String> cells) {
        return Overview.MACHINES.stream()
                .map(setting -> Stream.concat(Stream.of(setting.words()),
                        Overview.COLUMNS.stream().map(column -> cell(cells, setting, column))).toList())
                .toList();
    }

    private static String cell(Map<Cell, String> cells, Setting setting, Column column) {
        var machines = Markdown.heading(setting);
        var symbol = column.work().unit().symbol();
        var work = column.work().title() + " [" + symbol + "]";
        var range = cells.getOrDefault(new Cell(machines, work, column.contender().title()), NONE);
        if (!range.contains(" (")) {
            return NONE;
        }
        var ratio = cells.getOrDefault(new Cell(machines, work, "of floor"), NONE);
        return range.substring(0, range.indexOf(" (")) + " " + symbol + (range.endsWith("\\*") ? " *" : "")
                + (column.contender() != Contender.ESPALIER || ratio.equals(NONE) ? "" : " (" + ratio + ")");
    }
}

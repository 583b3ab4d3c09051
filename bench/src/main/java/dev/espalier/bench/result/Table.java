package dev.espalier.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.espalier.bench.Columns;
import dev.espalier.bench.Unit;

/** A report for a person at a terminal. */
public final class Table {
    private Table() {}

    public static String of(Report report) {
        var parts = new ArrayList<String>();
        parts.add(report.host() + "\n" + report.taken() + ", " + report.extent() + "\n" + Cells.legend(report));
        report.settings()
                .forEach(setting -> parts.add(setting.words() + "\n" + Columns.aligned(lines(report, setting))));
        if (!report.absences().isEmpty()) {
            parts.add("not measured\n" + report.absences()
                    .stream()
                    .map(absence -> absence.what() + ": " + absence.why())
                    .collect(Collectors.joining("\n")));
        }
        if (!report.took().isEmpty()) {
            parts.add("how long it took to measure\n"
                    + Columns.aligned(report.took().stream().map(Table::line).toList()));
        }
        return String.join("\n\n", parts);
    }

    private static List<String> line(Report.Took took) {
        return List.of(took.part(), took.times() + " x",
                Unit.SECONDS.show(took.seconds() / took.times()) + " " + Unit.SECONDS.symbol());
    }

    private static List<List<String>> lines(Report report, Setting setting) {
        return Stream.concat(Stream.of(Cells.headings(report, setting)), Cells.of(report, setting).stream()).toList();
    }
}

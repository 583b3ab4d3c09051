package dev.espalier.bench.result;

import java.util.List;
import java.util.stream.Stream;

/** A report in lines of cells, for terminals and for documents. */
public final class Cells {
    private static final String NONE = "-";

    private Cells() {}

    /** Whose figures stand in the columns. */
    public static List<String> headings(Report report, Setting setting) {
        return Stream.of(Stream.of("work"), report.contenders(setting).map(Contender::title),
                Stream.of("of floor", "must", "")).flatMap(part -> part).toList();
    }

    /** One line for each row of a setting. */
    public static List<List<String>> of(Report report, Setting setting) {
        return report.rows().filter(row -> row.setting().equals(setting)).map(row -> line(report, row)).toList();
    }

    private static List<String> line(Report report, Row row) {
        var unit = row.work().unit();
        var target = Targets.of(row);
        return Stream.of(Stream.of(row.title() + " [" + unit.symbol() + "]"),
                report.contenders(row.setting())
                        .map(contender -> report.summary(row, contender)
                                .map(summary -> summary.show(unit))
                                .orElse(NONE)),
                Stream.of(ofFloor(report, row), target.map(Targets.Target::must).orElse(""),
                        target.map(must -> Targets.verdict(must, report)).orElse("")))
                .flatMap(part -> part)
                .toList();
    }

    private static String ofFloor(Report report, Row row) {
        var ratio = report.ratio(row, Contender.FLOOR);
        return ratio.isPresent() ? "%.2f".formatted(ratio.getAsDouble()) : NONE;
    }

    /** What the figures are. */
    public static String legend(Report report) {
        return "medians of all rounds (lowest to highest); fewer than " + Summary.ENOUGH
                + " values are given one by one" + star(report);
    }

    /** What a star is, if there is one. */
    static String star(Report report) {
        return report.isDisturbed()
                ? "; " + Summary.STAR + ": of rounds in which others used more than " + Sample.DISTURBING + " of a core"
                : "";
    }
}

package dev.espalier.bench.result;

import java.util.List;
import java.util.stream.Stream;

/** The figures of a report that somebody wants who has a minute: medians alone, a line for each kind of machine. */
public final class Overview {
    private static final String NONE = "-";

    static final List<Setting> MACHINES = List.of(new Setting("qemu", "tiny"), new Setting("qemu", "debian"),
            new Setting("nspawn", "tiny"), new Setting("nspawn", "debian"), new Setting("local", "none"),
            new Setting("ssh", "host"));

    static final List<Column> COLUMNS = List.of(new Column(Work.SHELL, Contender.ESPALIER),
            new Column(Work.COMMAND, Contender.ESPALIER), new Column(Work.COMMAND, Contender.NIXOS_PROTOCOL),
            new Column(Work.OUTPUT, Contender.ESPALIER), new Column(Work.RESTORE, Contender.ESPALIER));

    /** One work of one contender's. */
    record Column(Work work, Contender contender) {
        String title() {
            return contender == Contender.ESPALIER ? work.title() : work.title() + ", " + contender.title();
        }
    }

    private Overview() {}

    /** As a part of a document; machines that were not measured are not in it. */
    public static String of(Report report) {
        var measured = report.settings().toList();
        var lines = MACHINES.stream().filter(measured::contains).map(setting -> line(report, setting)).toList();
        return report.host() + "; " + report.taken() + ". In brackets: how many times the floor's" + Cells.star(report)
                + ".\n\n" + Markdown.table(headings(), lines) + "\n";
    }

    static List<String> headings() {
        return Stream.concat(Stream.of("machines"), COLUMNS.stream().map(Column::title)).toList();
    }

    private static List<String> line(Report report, Setting setting) {
        return Stream.concat(Stream.of(setting.words()), COLUMNS.stream().map(column -> cell(report, setting, column)))
                .toList();
    }

    private static String cell(Report report, Setting setting, Column column) {
        var row = Row.of(setting, column.work());
        return report.summary(row, column.contender())
                .flatMap(summary -> summary.middle(row.work().unit()))
                .map(figure -> figure + ofFloor(report, row, column.contender()))
                .orElse(NONE);
    }

    private static String ofFloor(Report report, Row row, Contender contender) {
        var ratio = report.ratio(row, Contender.FLOOR);
        return contender == Contender.ESPALIER && ratio.isPresent()
                ? " (%.2f)".formatted(ratio.getAsDouble())
                : "";
    }
}

package dev.espalier.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a part of a document. */
public final class Markdown {
    private Markdown() {}

    /** All of it. */
    public static String of(Report report) {
        var parts = new ArrayList<String>();
        parts.add(report.host() + "; " + report.taken() + ", " + report.extent() + ". In the cells: "
                + Cells.legend(report) + ".");
        parts.add("### What we ask of ourselves\n\n" + targets(report));
        report.settings()
                .forEach(setting -> parts.add("### " + heading(setting) + "\n\n"
                        + table(Cells.headings(report, setting), Cells.of(report, setting))));
        if (!report.absences().isEmpty()) {
            parts.add("### Not measured\n\n" + report.absences()
                    .stream()
                    .map(absence -> "- " + absence.what() + ": " + absence.why().replace("\n", "; "))
                    .collect(Collectors.joining("\n")));
        }
        return String.join("\n\n", parts) + "\n";
    }

    static String heading(Setting setting) {
        return "Machines of `" + setting.backend() + "`, guest `" + setting.guest() + "`";
    }

    private static String targets(Report report) {
        return table(List.of("machines", "work", "must", "is", ""), Targets.ALL.stream().map(target -> {
            var row = target.row();
            return List.of(row.setting().words(), row.title(), target.must(),
                    report.summary(row, Contender.ESPALIER)
                            .map(summary -> summary.show(row.work().unit()) + " " + row.work().unit().symbol())
                            .orElse("-"),
                    Targets.verdict(target, report));
        }).toList());
    }

    static String table(List<String> headings, List<List<String>> lines) {
        return Stream.of(Stream.of(headings, headings.stream().map(heading -> "---").toList()), lines.stream())
                .flatMap(part -> part)
                .map(cells -> "| " + cells.stream()
                        .map(cell -> cell.replace("|", "\\|").replace("*", "\\*"))
                        .collect(Collectors.joining(" | ")) + " |")
                .collect(Collectors.joining("\n"));
    }
}

package dev.espalier.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as a part of a document. */
public final class Markdown {
    private static final String BEGIN = "<!-- written by bench/run -->";
    private static final String END = "<!-- to here -->";

    private Markdown() {}

    /**
     * Writes it into a document, between {@value #BEGIN} and {@value #END}, or into a file of its own if there is none yet.
     *
     * @throws IOException also if the document has no such place
     */
    public static void write(Report report, Path document) throws IOException {
        var text = Files.exists(document) ? Files.readString(document) : BEGIN + END;
        var from = text.indexOf(BEGIN);
        var to = text.indexOf(END, Math.max(0, from));
        if (from < 0 || to < 0) {
            throw new IOException(document + " has no place for results: " + BEGIN + " and " + END);
        }
        Files.writeString(document, text.substring(0, from) + BEGIN + "\n\n" + of(report) + "\n" + text.substring(to));
    }

    static String of(Report report) {
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

    private static String heading(Setting setting) {
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

    private static String table(List<String> headings, List<List<String>> lines) {
        return Stream.of(Stream.of(headings, headings.stream().map(heading -> "---").toList()), lines.stream())
                .flatMap(part -> part)
                .map(cells -> "| " + cells.stream()
                        .map(cell -> cell.replace("|", "\\|").replace("*", "\\*"))
                        .collect(Collectors.joining(" | ")) + " |")
                .collect(Collectors.joining("\n"));
    }
}

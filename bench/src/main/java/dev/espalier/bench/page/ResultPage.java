package dev.espalier.bench.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.espalier.bench.result.Cells;
import dev.espalier.bench.result.Contender;
import dev.espalier.bench.result.Report;
import dev.espalier.bench.result.Row;
import dev.espalier.bench.result.Setting;
import dev.espalier.bench.result.Summary;
import dev.espalier.bench.result.Targets;
import dev.espalier.bench.result.Work;
import dev.espalier.report.page.Markup;
import dev.espalier.report.page.Resource;

/** A report as one page, which needs nothing but itself; it looks as the page of a run does. */
public final class ResultPage {
    private static final Resource FRAME = Resource.beside(ResultPage.class, "result.html");
    private static final Resource LOOK = Resource.named("page.css");
    private static final Resource STYLE = Resource.beside(ResultPage.class, "result.css");
    /** Beyond it, curves of percentiles show single accidents. */
    private static final int MOST_PERCENT = 99;

    private final Report report;

    private ResultPage(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        return new ResultPage(report).html();
    }

    private String html() {
        Map<String, Markup> parts = new HashMap<>();
        parts.put("hashes", new Markup(LOOK.hash() + " " + STYLE.hash()));
        parts.put("look", LOOK.markup());
        parts.put("style", STYLE.markup());
        parts.put("host", Markup.text(report.host() + "; " + report.taken() + ", " + report.extent()));
        parts.put("legend", Markup.text(Cells.legend(report)));
        parts.put("targets", targets());
        parts.put("boot", boot());
        parts.put("latency", latency());
        parts.put("scale", scale());
        parts.put("tables", tables());
        parts.put("absences", absences());
        return FRAME.filled(parts).html();
    }

    private Markup targets() {
        var lines = Targets.ALL.stream().map(target -> {
            var unit = target.row().work().unit();
            return Markup.of("<tr><td>{}</td><td>{}</td><td>{}</td>{}</tr>", target.row().words(), target.must(),
                    report.summary(target.row(), Contender.ESPALIER)
                            .map(summary -> summary.show(unit) + " " + unit.symbol())
                            .orElse("-"),
                    verdict(target));
        }).collect(Markup.joined());
        return section("What we ask of ourselves", Markup.of("""
                <div class="scroll"><table class="results targets"><tr><th>figure</th><th>must</th><th>is</th><th></th></tr>
                {}</table></div>""", lines));
    }

    private Markup verdict(Targets.Target target) {
        var tone = target.isMet(report).map(met -> met ? "met" : "missed").orElse("unknown");
        return Markup.of("<td class=\"{}\">{}</td>", tone, Targets.verdict(target, report));
    }

    private Markup boot() {
        return plots("Boot, phase by phase",
                report.settings().map(setting -> new BootPlot(report, setting).markup()).flatMap(Optional::stream));
    }

    private Markup latency() {
        return plots("A command: percent of all that are done within milliseconds",
                report.settings().flatMap(setting -> latency(setting).stream()));
    }

    private Optional<Markup> latency(Setting setting) {
        var curves = report.latencies()
                .stream()
                .filter(one -> one.setting().equals(setting))
                .map(one -> new LinePlot.Curve(one.contender().title(), style(one.contender()),
                        IntStream.rangeClosed(0, MOST_PERCENT)
                                .mapToObj(percent -> new LinePlot.Point(one.percentiles().get(percent), percent))
                                .toList()))
                .toList();
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(new LinePlot(setting.words(), "milliseconds", Axis.Scale.LOGARITHMIC, curves).markup());
    }

    private static int style(Contender contender) {
        return switch (contender) {
            case ESPALIER -> 0;
            case FLOOR -> 1;
            case ATTEST -> 2;
            case NIXOS_DRIVER -> 3;
            case NIXOS_PROTOCOL -> 4;
        };
    }

    private Markup scale() {
        return plots("Many machines",
                Stream.of(Work.values())
                        .filter(work -> work.group() == Work.Group.SCALE)
                        .flatMap(work -> scale(work).stream()));
    }

    private Optional<Markup> scale(Work work) {
        var curves = new ArrayList<LinePlot.Curve>();
        var settings = report.settings().toList();
        settings.forEach(setting -> {
            var points = report.rows()
                    .filter(row -> row.setting().equals(setting) && row.work() == work)
                    .flatMap(row -> point(row).stream())
                    .toList();
            if (points.size() > 1) {
                curves.add(new LinePlot.Curve(setting.words(), settings.indexOf(setting), points));
            }
        });
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(new LinePlot(work.title() + ", " + work.unit().symbol(), "machines", Axis.Scale.LINEAR,
                        curves).markup());
    }

    private Optional<LinePlot.Point> point(Row row) {
        return report.summary(row, Contender.ESPALIER)
                .flatMap(Summary::typical)
                .map(range -> new LinePlot.Point(row.machines(), range.median()));
    }

    private static Markup plots(String title, Stream<Markup> plots) {
        var all = plots.toList();
        return all.isEmpty()
                ? Markup.NOTHING
                : section(title, Markup.of("<div class=\"plots\">{}</div>", Markup.all(all)));
    }

    private Markup tables() {
        return report.settings().map(setting -> {
            var lines = Cells.of(report, setting).stream().map(cells -> line("td", cells)).collect(Markup.joined());
            return section(setting.words(),
                    Markup.of("<div class=\"scroll\"><table class=\"results\">{}{}</table></div>",
                            line("th", Cells.headings(report, setting)), lines));
        }).collect(Markup.joined());
    }

    private static Markup line(String kind, List<String> cells) {
        var element = new Markup(kind);
        return Markup.of("<tr>{}</tr>", cells.stream()
                .map(cell -> Markup.of("<{}>{}</{}>", element, cell, element))
                .collect(Markup.joined()));
    }

    private Markup absences() {
        return report.absences().isEmpty()
                ? Markup.NOTHING
                : section("Not measured", Markup.of("<dl>{}</dl>", report.absences()
                        .stream()
                        .map(absence -> Markup.of("<dt>{}</dt><dd>{}</dd>", absence.what(), absence.why()))
                        .collect(Markup.joined())));
    }

    private static Markup section(String title, Markup body) {
        return Markup.of("<section><h2>{}</h2>\n{}</section>", title, body);
    }
}

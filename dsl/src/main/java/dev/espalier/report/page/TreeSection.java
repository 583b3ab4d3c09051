package dev.espalier.report.page;

import java.util.List;

import dev.espalier.report.SupervisionStep;

/** The supervision tree: who supervised whom, who was restarted, and why. */
record TreeSection(RunStory run) {

    Markup markup() {
        if (run.tree().isEmpty()) {
            return Markup.NOTHING;
        }
        var incidents = run.tree().stream().mapToInt(TreeSection::incidents).sum();
        return Markup.of("""
                <section id="tree"><h2>Supervision tree</h2>
                <details{}><summary>{}</summary>
                {}
                </details></section>""", new Markup(incidents == 0 ? "" : " open"),
                incidents == 0
                        ? "nothing had to be restarted"
                        : incidents == 1 ? "one incident" : incidents + " incidents",
                list(run.tree()));
    }

    private static int incidents(Member member) {
        return member.incidents().size() + member.incidentsLeftOut()
                + member.children().stream().mapToInt(TreeSection::incidents).sum();
    }

    private Markup list(List<Member> members) {
        return members.isEmpty()
                ? Markup.NOTHING
                : Markup.of("<ul class=\"tree\">\n{}\n</ul>",
                        members.stream().map(this::item).collect(Markup.joined()));
    }

    private Markup item(Member member) {
        return Markup.of("<li>{} <span class=\"note\">{}</span>{}{}</li>", member.id(), starts(member.starts()),
                incidentsOf(member), list(member.children()));
    }

    private static String starts(int count) {
        return count <= 1 ? "" : "came up " + count + " times";
    }

    private Markup incidentsOf(Member member) {
        if (member.incidents().isEmpty()) {
            return Markup.NOTHING;
        }
        var leftOut = member.incidentsLeftOut();
        return Markup.of("<ul class=\"incidents\">\n{}\n{}</ul>", member.incidents()
                .stream()
                .map(incident -> Markup.of("<li>{} {} {}</li>", symbol(incident.step()),
                        incident.why().isEmpty() ? word(incident.step()) : incident.why(),
                        Markup.of("<span class=\"note\">at {}</span>",
                                new PageTimes(run.began()).of(incident.at()))))
                .collect(Markup.joined()),
                leftOut == 0 ? Markup.NOTHING : Markup.of("<li>and {} more</li>", leftOut));
    }

    private static Markup symbol(SupervisionStep step) {
        return Markup.of("<strong>{}</strong>", switch (step) {
            case UP, ENDED -> "";
            case CRASHED -> "✗ crash:";
            case NOT_STARTED -> "✗ not started:";
            case KILLED -> "■ not stopped as told:";
            case ABANDONED -> "■ abandoned:";
            case GIVEN_UP -> "✗ given up:";
        });
    }

    private static String word(SupervisionStep step) {
        return switch (step) {
            case UP -> "came up";
            case ENDED -> "ended";
            case CRASHED -> "crashed";
            case NOT_STARTED -> "did not start";
            case KILLED -> "had to be killed";
            case ABANDONED -> "does not end";
            case GIVEN_UP -> "had to be restarted too often";
        };
    }
}

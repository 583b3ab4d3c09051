package dev.espalier.report.page;

import java.util.List;

import dev.espalier.report.Fact;

/** What the test ran on. */
record FactsSection(RunStory run) {

    Markup markup() {
        var machines = run.machines()
                .stream()
                .filter(machine -> !machine.facts().isEmpty())
                .map(machine -> facts(machine.name(), machine.facts()))
                .collect(Markup.joined());
        return Markup.of("""
                <section id="environment"><h2>Environment</h2>
                <div class="facts">
                {}
                {}
                </div></section>""", run.host().isEmpty() ? Markup.NOTHING : facts("host", run.host()), machines);
    }

    private static Markup facts(String whose, List<Fact> facts) {
        return Markup.of("<div><h3>{}</h3><dl>\n{}\n</dl></div>", whose, facts.stream()
                .map(fact -> Markup.of("<dt>{}</dt><dd>{}</dd>", fact.name(), fact.value()))
                .collect(Markup.joined()));
    }
}

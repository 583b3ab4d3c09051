package dev.espalier.report.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.stream.Stream;

import dev.espalier.report.page.Span.Kind;

/** Each machine: how it is doing, what it is doing, and what it says on its console. */
record LiveMachines(RunStory run, Evidence evidence) {
    private static final int MOST_BYTES = 128 * 1024;
    private static final int MOST_BYTES_EACH = 8 * 1024;
    private static final int MOST_ACTIVITIES = 8;

    /** @param tone the style's name for it */
    private record Condition(String tone, Markup words) {}

    Markup markup() throws IOException {
        if (run.machines().isEmpty()) {
            return Markup.NOTHING;
        }
        var cards = new ArrayList<Markup>();
        for (var machine : run.machines()) {
            cards.add(card(machine));
        }
        return Markup.of("<section id=\"machines\"><h2>Machines</h2>\n<div class=\"cards\">\n{}\n</div></section>",
                Markup.all(cards));
    }

    private Markup card(MachineStory machine) throws IOException {
        var condition = condition(machine);
        var console = evidence.console(machine.name(), Math.min(MOST_BYTES_EACH, MOST_BYTES / run.machines().size()));
        return Markup.of("""
                <article class="card {}"><h3>{} <span class="condition">{}</span></h3>
                {}
                <pre class="tail" tabindex="0" data-key="{}" aria-label="console of {}">{}</pre>
                </article>""", condition.tone(), machine.name(), condition.words(), doing(machine), machine.name(),
                machine.name(), console.lines().isEmpty()
                        ? Markup.of("<span class=\"note\">{}</span>", "nothing on the console yet")
                        : Markup.text(String.join("\n", console.lines())));
    }

    private static Condition condition(MachineStory machine) {
        return machine.states()
                .open()
                .stream()
                .reduce((earlier, later) -> later)
                .map(LiveMachines::running)
                .orElseGet(() -> atRest(machine));
    }

    private static Condition atRest(MachineStory machine) {
        return machine.moments()
                .stream()
                .filter(moment -> moment.kind() != Moment.Kind.SCREENSHOT)
                .max(Comparator.comparing(Moment::at))
                .map(moment -> switch (moment.kind()) {
                    case DIED -> condition("died", "✗ died", moment);
                    case RESTARTING -> condition("booting", "↻ restarting", moment);
                    case STOPPED, SCREENSHOT -> condition("off", "■ stopped", moment);
                })
                .orElse(new Condition("off", Markup.text("not started")));
    }

    private static Condition condition(String tone, String words, Moment moment) {
        return new Condition(tone, Markup.of("{} {} ago", words, LiveHeadline.age(moment.at())));
    }

    private static Condition running(Span state) {
        return new Condition(state.kind() == Kind.UP ? "up" : "booting",
                Markup.of("{} for {}", state.label(), LiveHeadline.age(state.from())));
    }

    private static Markup doing(MachineStory machine) {
        var all = Stream.concat(machine.links().open().stream(), machine.activities().open().stream()).toList();
        if (all.isEmpty()) {
            return new Markup("<p class=\"note\">asked nothing just now</p>");
        }
        var shown = all.stream()
                .limit(MOST_ACTIVITIES)
                .map(span -> Markup.of("<li class=\"{}\">{}{}, for {}</li>", SpanWords.tone(span),
                        SpanWords.before(span.kind()), Markup.of("<code>{}</code>", SpanWords.oneLine(span)),
                        LiveHeadline.age(span.from())))
                .collect(Markup.joined());
        return Markup.of("<ul class=\"doing\">\n{}{}\n</ul>", shown, all.size() <= MOST_ACTIVITIES
                ? Markup.NOTHING
                : Markup.of("<li class=\"note\">and {} more</li>", all.size() - MOST_ACTIVITIES));
    }
}

package dev.espalier.report.page;

import java.io.IOException;
import java.util.ArrayList;

/** The end of each machine's console, to be searched. */
record ConsoleSection(RunStory run, Evidence evidence) {
    private static final int MOST_BYTES = 240 * 1024;
    private static final int MOST_BYTES_EACH = 64 * 1024;
    private static final int KIB = 1024;

    Markup markup() throws IOException {
        if (run.machines().isEmpty()) {
            return Markup.NOTHING;
        }
        var each = Math.min(MOST_BYTES_EACH, MOST_BYTES / run.machines().size());
        var consoles = new ArrayList<Markup>();
        for (var machine : run.machines()) {
            consoles.add(console(machine.name(), evidence.console(machine.name(), each)));
        }
        return Markup.of("""
                <section id="consoles"><h2>Consoles</h2>
                <p class="search" hidden><label>Find in the consoles and the log \
                <input type="search" autocomplete="off" spellcheck="false"></label> \
                <span class="found note" aria-live="polite"></span></p>
                {}
                </section>""", Markup.all(consoles));
    }

    private Markup console(String machine, Evidence.ConsoleTail tail) {
        var note = tail.lines().isEmpty()
                ? "said nothing"
                : tail.leftOut() == 0
                        ? Headline.count(tail.lines().size(), "line")
                        : "the last " + tail.lines().size() + " lines; "
                                + Math.max(1, tail.leftOut() / KIB) + " KiB before them are in its log";
        return Markup.of("""
                <details id="console-{}" class="console"{}><summary>{} <span class="note">{}</span></summary>
                <pre class="lines" tabindex="0">{}</pre>
                <p class="note"><a href="console-{}.log">console-{}.log</a></p>
                </details>""", machine, new Markup(run.machines().size() <= 4 ? " open" : ""), machine, note,
                tail.lines()
                        .stream()
                        .map(line -> Markup.of("<span class=\"line\">{}</span>", line))
                        .collect(Markup.joined()),
                machine, machine);
    }
}

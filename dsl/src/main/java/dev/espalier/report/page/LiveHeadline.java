package dev.espalier.report.page;

import java.time.Instant;

/** That the run goes on, before all else. */
final class LiveHeadline {
    private LiveHeadline() {}

    static Markup of(RunStory run) {
        return Markup.of("""
                <header class="running">
                <p class="verdict"><span class="symbol" aria-hidden="true">●</span> Running for {}</p>
                <h1>{}</h1>
                <p class="note">{}</p>
                </header>""", age(run.began()), run.test(), Headline.count(run.machines().size(), "machine"));
    }

    /** How long ago that was; the page's script counts on. */
    static Markup age(Instant since) {
        return Markup.of("<time class=\"age\" datetime=\"{}\"></time>", since);
    }
}

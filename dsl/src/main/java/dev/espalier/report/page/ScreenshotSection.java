package dev.espalier.report.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;

/** The screenshots, as many as a page can hold. */
record ScreenshotSection(RunStory run, Evidence evidence) {
    private static final int MOST_BYTES = 420 * 1024;
    private static final int MOST_NAMED = 200;

    Markup markup() throws IOException {
        if (run.screenshots().isEmpty()) {
            return Markup.NOTHING;
        }
        var figures = new ArrayList<Markup>();
        var room = MOST_BYTES;
        for (var screenshot : run.screenshots().stream().limit(MOST_NAMED).toList()) {
            var picture = evidence.screenshot(screenshot.file(), room);
            room -= picture.map(bytes -> bytes.length).orElse(0);
            figures.add(figure(screenshot,
                    picture.map(bytes -> Markup.of("<img alt=\"{}\" src=\"data:image/png;base64,{}\">",
                            "the screen of " + screenshot.machine() + " in " + screenshot.file(),
                            Base64.getEncoder().encodeToString(bytes)))
                            .orElse(Markup.of("<p>{}</p>",
                                    "in the output directory alone"))));
        }
        return Markup.of(
                "<section id=\"screenshots\"><h2>Screenshots</h2>\n<div class=\"screenshots\">\n{}\n</div></section>",
                Markup.all(figures));
    }

    private Markup figure(RunStory.Screenshot screenshot, Markup picture) {
        return Markup.of("<figure>{}<figcaption>{} <span class=\"note\">{} at {}</span></figcaption></figure>", picture,
                screenshot.file(), screenshot.machine(), new PageTimes(run.began()).of(screenshot.at()));
    }
}

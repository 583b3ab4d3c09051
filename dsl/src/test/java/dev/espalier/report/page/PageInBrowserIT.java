package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.report.OutputDirectory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Debian's Chromium. */
@NeedsTools(PageInBrowserIT.BROWSER)
class PageInBrowserIT {
    static final String BROWSER = "chromium-headless-shell";
    private static final String ATTACK = "</pre><script>document.title='taken'</script>"
            + "<img src=x onerror=\"document.title='taken'\"> ]]> {{title}} {} \u001b[31m \u202e ' \"";

    private record Seen(String document, String complaints) {}

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    @DisplayName("the browser has nothing to complain of, runs our script and nobody else's, and draws the page")
    void isSound() throws Exception {
        var output = new SampleRun(ATTACK).evidenceIn(OutputDirectory.create(directory.resolve("report")));
        try (var page = HtmlPage.create(output)) {
            new SampleRun(ATTACK).toldTo(page);
        }
        assertThat(Files.size(output.page())).isLessThan(1024 * 1024);

        var picture = directory.resolve("page.png");
        var seen = visit(output.page(), "--window-size=1200,900", "--screenshot=" + picture);
        assertThat(seen.complaints().lines()).noneMatch(line -> line.contains("CONSOLE"));
        assertThat(seen.document()).contains("<title>Failed: two-nodes</title>", "class=\"zoom\"")
                .doesNotContain("<script>document");
        var drawn = ImageIO.read(picture.toFile());
        assertThat(drawn.getWidth()).isEqualTo(1200);
        assertThat(colours(drawn.getRGB(0, 0, 1200, 900, null, 0, 1200))).isGreaterThan(20);
    }

    private static long colours(int[] pixels) {
        return IntStream.of(pixels).distinct().count();
    }

    private Seen visit(Path page, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(BROWSER, "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--enable-logging=stderr", "--user-data-dir=" + directory.resolve("profile")));
        command.addAll(List.of(options));
        command.addAll(List.of("--dump-dom", page.toUri().toString()));
        var document = directory.resolve("document.html");
        var complaints = directory.resolve("complaints.txt");
        var browser = new ProcessBuilder(command).redirectOutput(document.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            assertThat(browser.waitFor()).isZero();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return new Seen(Files.readString(document), Files.readString(complaints));
    }
}

package dev.espalier.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.espalier.report.OutputDirectory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture of a report that README.md shows. */
class ReadmePictureTest {
    private static final Path SHOWN = Path.of("../docs/report.svg");
    private static final Path DRAWN = Path.of("target/report.svg");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("it is what a page says first of a run; a new one is in target/report.svg")
    void shown() throws Exception {
        var run = new RunStory();
        var sample = new SampleRun("nginx");
        sample.events().forEach(run::apply);
        run.apply(sample.ending());
        var page = new Page(run, new Evidence(sample.evidenceIn(OutputDirectory.create(directory))),
                Optional.empty()).html();
        var drawn = """
                <svg xmlns="http://www.w3.org/2000/svg" width="960" height="616">
                <foreignObject width="100%%" height="100%%"><body xmlns="http://www.w3.org/1999/xhtml">
                %s%s%s</section>
                </body></foreignObject></svg>
                """.formatted(part(page, "<style>", "</head>"),
                named(part(page, "<svg class=\"patterns\"", "<main>")),
                named(part(page, "<section id=\"timeline\">", "<p class=\"picked")));
        Files.writeString(DRAWN, drawn);
        DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawn.getBytes(StandardCharsets.UTF_8)));
        assertThat(SHOWN).content().isEqualTo(drawn);
    }

    /** In a page each element's namespace is known by its name, and in a document of XML it is not. */
    private static String named(String markup) {
        return markup.replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    }

    /** What begins with {@code from} and ends ahead of {@code to}. */
    private static String part(String page, String from, String to) {
        var begin = page.indexOf(from);
        assertThat(begin).isPositive();
        var end = page.indexOf(to, begin);
        assertThat(end).isPositive();
        return page.substring(begin, end);
    }
}

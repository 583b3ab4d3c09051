package dev.espalier.report.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

import dev.espalier.report.EventSink;
import dev.espalier.report.OutputDirectory;
import dev.espalier.report.TestEvent;
import dev.espalier.report.WholeFile;

/**
 * Writes the run as one HTML page when it is closed, so that the file is whole or not there: the verdict, a timeline of every
 * machine, the failure with its evidence, the ends of consoles, screenshots, the supervision tree, and what all that ran on.
 * The page loads nothing from anywhere, and holds no more than is good for a browser; what it leaves out, it says.
 */
public final class HtmlPage implements EventSink {
    private final WholeFile file;
    private final Evidence evidence;
    private final RunStory run = new RunStory();

    private final Optional<Reproduction> reproduction;

    private HtmlPage(OutputDirectory directory, Optional<Reproduction> reproduction) {
        this.reproduction = reproduction;
        this.file = new WholeFile(directory.page());
        this.evidence = new Evidence(directory);
    }

    /** As {@link #create(OutputDirectory, Reproduction)}, of a run of which nobody knows how to have it again. */
    public static HtmlPage create(OutputDirectory directory) throws IOException {
        return create(directory, Optional.empty());
    }

    /**
     * Removes the page of an earlier run, so that it is not taken for this one's.
     *
     * @param directory    where the run's consoles and screenshots are, and the page is to be
     * @param reproduction what the page says of a failure
     */
    public static HtmlPage create(OutputDirectory directory, Reproduction reproduction) throws IOException {
        return create(directory, Optional.of(reproduction));
    }

    private static HtmlPage create(OutputDirectory directory, Optional<Reproduction> reproduction) throws IOException {
        Files.deleteIfExists(directory.page());
        return new HtmlPage(directory, reproduction);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void accept(TestEvent event) {
        run.apply(event);
    }

    @Override
    public void close() throws IOException {
        var html = new Page(run, evidence, reproduction).html();
        file.write(bytes -> bytes.write(html.getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.espalier.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import javax.xml.stream.XMLStreamException;

/** Writes the run as JUnit XML when it is closed, so that the file is whole or not there. */
public final class JUnitXml implements EventSink {
    private final Path file;
    private final TestSuite suite = new TestSuite();

    public JUnitXml(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public void accept(TestEvent event) {
        suite.apply(event);
    }

    @Override
    public void close() throws IOException {
        suite.finish();
        var unfinished = file.resolveSibling(name() + ".unfinished");
        try (var bytes = Files.newOutputStream(unfinished)) {
            JUnitDocument.write(suite, bytes);
        } catch (XMLStreamException e) {
            throw new IOException(
                    e.getNestedException() instanceof IOException cause ? cause.getMessage() : e.getMessage(),
                    e);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}

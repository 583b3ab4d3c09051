package dev.espalier.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

import javax.xml.stream.XMLStreamException;

/** Writes the run as JUnit XML when it is closed, so that the file is whole or not there. */
public final class JUnitXml implements EventSink {
    private final WholeFile file;
    private final TestSuite suite = new TestSuite();

    public JUnitXml(Path file) {
        this.file = new WholeFile(file);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public void accept(TestEvent event) {
        suite.apply(event);
    }

    @Override
    public void close() throws IOException {
        suite.finish();
        file.write(this::write);
    }

    private void write(OutputStream bytes) throws IOException {
        try {
            JUnitDocument.write(suite, bytes);
        } catch (XMLStreamException e) {
            throw new IOException(
                    e.getNestedException() instanceof IOException cause ? cause.getMessage() : e.getMessage(),
                    e);
        }
    }
}

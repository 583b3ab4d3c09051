package dev.espalier.backends.shell;

import java.io.IOException;

/** Where somebody else's code takes output: whatever that throws is its failure, and none of the thread that reads the output. */
public record ForeignSink(OutputSink sink) implements OutputSink {
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            sink.write(bytes, from, length);
        } catch (RuntimeException | Error e) {
            throw new IOException(e.toString(), e);
        }
    }

    @Override
    public Delivery delivery() {
        return sink.delivery();
    }
}

package dev.espalier.backends.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Output that is kept in memory, up to a limit. */
public final class CollectedOutput implements OutputSink {

    /** What a command may say at most if it is kept; more is to be streamed. */
    public static final int LIMIT = 256 * 1024 * 1024;

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    public CollectedOutput() {
        this(LIMIT);
    }

    CollectedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) throws IOException {
        if (length > limit - bytes.size()) {
            throw new IOException("more than " + limit + " bytes of output; stream what is that long");
        }
        bytes.write(from, offset, length);
    }

    public synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    /** What was said, as far as it is UTF-8. */
    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}

package dev.espalier.backends.shell;

import java.io.IOException;

/**
 * Where a command's output goes while it runs. Called by the thread that reads the channel, one call at a time: while it is
 * in here, the guest's writes wait, and nothing else does.
 */
@FunctionalInterface
public interface OutputSink {

    /** Takes {@code length} bytes; the array is the caller's. A failure ends the command, not the channel. */
    void write(byte[] bytes, int from, int length) throws IOException;

    /** For output that nobody wants. */
    static OutputSink nowhere() {
        return (bytes, from, length) -> {};
    }
}

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

    /** How the output comes. */
    enum Delivery {
        /**
         * Exactly as it was written. Bytes that may turn out to be the beginning of the mark that ends it come with those that
         * follow, or never: what a guest says and then waits may lack its last bytes for as long.
         */
        EXACT,
        /** All at once. Of the mark that ends it a part may come too. */
        PROMPT
    }

    default Delivery delivery() {
        return Delivery.EXACT;
    }

    /** For output that nobody wants. */
    static OutputSink nowhere() {
        return (bytes, from, length) -> {};
    }
}

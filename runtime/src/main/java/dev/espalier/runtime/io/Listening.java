package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;

/** One listener's turn at {@link Connections}: one connection after the other. */
public interface Listening extends Closeable {

    /**
     * Waits for the next connection. For a virtual thread: it blocks until there is one.
     *
     * @throws IOException once this is closed, or the connections have been opened again
     */
    Connection next() throws IOException;

    /**
     * Lets nobody connect any more. Those who have connected are still handed out by {@link #next}, which then ends:
     * a peer that has come and gone may have left its last words.
     */
    void finish() throws IOException;

    /** Ends a waiting {@link #next}; what was connected stays so. May be called more than once. */
    @Override
    void close() throws IOException;
}

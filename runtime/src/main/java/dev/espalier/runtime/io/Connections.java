package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where a peer's connections come from, one after the other. It is opened before the peer is started, so that the peer
 * finds somebody listening and nobody has to wait for a file to appear.
 */
public interface Connections extends Closeable {

    /** Makes this ready for a peer; takes no longer than a system call. */
    void open() throws IOException;

    /**
     * Waits for the next connection. For a virtual thread: it blocks until there is one.
     *
     * @throws IOException once this is closed
     */
    Connection next() throws IOException;

    /** Ends a waiting {@link #next}; what was connected stays so. May be called more than once. */
    @Override
    void close() throws IOException;
}

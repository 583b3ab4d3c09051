package dev.espalier.runtime.io;

import java.io.IOException;

/**
 * Where a peer's connections come from. It is opened before the peer is started, so that the peer finds somebody
 * listening and nobody has to wait for a file to appear.
 */
public interface Connections {

    /**
     * Makes this ready for a peer; takes no longer than a system call. It may be opened again, by a listener that is
     * started anew: then the one before gets nothing any more, even if its thread has not noticed yet.
     */
    Listening open() throws IOException;
}

package dev.espalier.report;

import java.io.Closeable;
import java.io.IOException;

/** Where events go. Used by one thread at a time. */
public interface EventSink extends Closeable {
    /** What it writes, for a message about its failure, such as {@code junit.xml}. */
    String name();

    /** @throws IOException if the event cannot be written; nothing more is sent here then */
    void accept(TestEvent event) throws IOException;
}

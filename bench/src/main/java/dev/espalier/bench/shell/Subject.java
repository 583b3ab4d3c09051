package dev.espalier.bench.shell;

import java.io.IOException;

/** A running guest, and one way to give it commands. */
interface Subject extends AutoCloseable {

    /** Runs {@code true} and waits for its success. */
    void succeed() throws IOException;

    /**
     * Has the guest write so many bytes, and takes them.
     *
     * @return how many arrived
     */
    long download(long bytes) throws IOException;

    /** Has the guest read so many bytes. */
    void upload(long bytes) throws IOException;

    @Override
    void close();
}

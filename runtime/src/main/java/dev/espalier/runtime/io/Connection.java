package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Two byte streams with one peer. Closing it wakes whoever is blocked on either. */
public interface Connection extends Closeable {

    InputStream input();

    OutputStream output();

    @Override
    void close() throws IOException;
}

package dev.espalier.backends.shell;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletionStage;

/** A program that runs in a guest. Its outputs end when nothing in the guest can write to them any more. */
public interface LaunchedCommand extends Closeable {

    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /** Done when the program has ended; what it has started may still have its outputs. */
    CompletionStage<?> ended();

    /** Ends it if it runs, and thereby what waits for its outputs. Returns at once; its streams stay to be closed. */
    @Override
    void close();
}

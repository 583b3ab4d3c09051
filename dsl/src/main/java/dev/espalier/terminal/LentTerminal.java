package dev.espalier.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** A terminal in the hands of one who has borrowed it. */
public interface LentTerminal extends Closeable {

    /** Ends when the terminal is given back. */
    InputStream typed();

    /** Is not closed. */
    OutputStream shown();

    /** As it was when it was lent. */
    TerminalSize size();

    /** @param listener hears each new size, by a thread of its own, until the terminal is given back */
    void onResize(Consumer<TerminalSize> listener) throws IOException;

    /** Gives it back. Who is reading what is typed finds its end. */
    @Override
    void close() throws IOException;
}

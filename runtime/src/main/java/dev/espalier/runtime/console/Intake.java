package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Listening;

/**
 * What a reader reads: its turn at listening, and the connection it is at. Both are closed together, or the thread that
 * is blocked on one of them would outlive its reader.
 */
final class Intake implements Closeable {
    private final Listening listening;
    private Optional<Connection> current = Optional.empty();
    private boolean closed;

    Intake(Listening listening) {
        this.listening = listening;
    }

    /** Blocks until somebody connects. */
    InputStream next() throws IOException {
        var connection = listening.next();
        if (!adopt(connection)) {
            connection.close();
            throw new ClosedChannelException();
        }
        return connection.input();
    }

    private synchronized boolean adopt(Connection connection) {
        current = Optional.of(connection);
        return !closed;
    }

    /** Takes no more than what has come already, to its end. */
    void finish() throws IOException {
        listening.finish();
    }

    @Override
    public void close() {
        Closing.quietly(listening);
        abandon().ifPresent(Closing::quietly);
    }

    private synchronized Optional<Connection> abandon() {
        closed = true;
        return current;
    }
}

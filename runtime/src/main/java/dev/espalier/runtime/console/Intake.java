package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Listening;

/**
 * What a reader reads: its turn at listening, and the connection it is at, over which others may type. Both are closed
 * together, or the thread that is blocked on one of them would outlive its reader.
 */
final class Intake implements Closeable {
    private final Listening listening;
    private final ConsoleInput input;
    private Optional<ConsoleConnection> current = Optional.empty();
    private boolean closed;

    Intake(Listening listening, ConsoleInput input) {
        this.listening = listening;
        this.input = input;
    }

    /** Hangs up on the connection before, and blocks until somebody connects. */
    InputStream next() throws IOException {
        hangUp();
        var connection = ConsoleConnection.over(listening.next());
        if (!adopt(connection)) {
            connection.close();
            throw new ClosedChannelException();
        }
        return connection.said();
    }

    private synchronized boolean adopt(ConsoleConnection connection) {
        if (closed) {
            return false;
        }
        current = Optional.of(connection);
        input.connected(connection.typing());
        return true;
    }

    private synchronized void hangUp() {
        current.ifPresent(connection -> {
            input.disconnected(connection.typing());
            connection.close();
        });
        current = Optional.empty();
    }

    /** Takes no more than what has come already, to its end. */
    void finish() throws IOException {
        listening.finish();
    }

    @Override
    public void close() {
        Closing.quietly(listening);
        abandon();
    }

    private synchronized void abandon() {
        closed = true;
        hangUp();
    }
}

package dev.espalier.runtime.console;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Listening;

/**
 * What a reader reads: its turn at listening, and the connection it is at, over which others may type. Both are closed
 * together, or the thread that is blocked on one of them would outlive its reader.
 */
final class Intake implements Closeable {
    private static final int READ_AT_ONCE = 64 * 1024;

    private final byte[] buffer = new byte[READ_AT_ONCE];
    private final LineSplitter splitter = new LineSplitter();
    private final Listening listening;
    private final ConsoleInput input;
    private Optional<ConsoleConnection> current = Optional.empty();
    private boolean closed;

    Intake(Listening listening, ConsoleInput input) {
        this.listening = listening;
        this.input = input;
    }

    /**
     * Blocks until somebody connects, says something or hangs up: then a line ends that has no end of its own.
     *
     * @return the lines that are complete by that
     * @throws IOException when nobody can connect any more
     */
    List<String> lines() throws IOException {
        var open = connected();
        var connection = open.isPresent() ? open.get() : connect();
        var length = connection.said().read(buffer);
        if (length < 0) {
            hangUp();
            return splitter.rest().map(List::of).orElse(List.of());
        }
        return splitter.accept(buffer, 0, length);
    }

    private synchronized Optional<ConsoleConnection> connected() {
        return current;
    }

    private ConsoleConnection connect() throws IOException {
        var connection = ConsoleConnection.over(listening.next());
        if (!adopt(connection)) {
            connection.close();
            throw new ClosedChannelException();
        }
        return connection;
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

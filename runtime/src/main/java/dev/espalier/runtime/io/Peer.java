package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A peer that connects to us, one connection after the other, as events for an actor. What it sends is read without
 * pause, so a peer that does not wait for its reader loses nothing to us.
 */
public final class Peer implements Closeable {
    private static final int CHUNK = 64 * 1024;

    /** What is heard of a peer, in this order: connected, received, received, ..., disconnected, connected, ... */
    public sealed interface Event {}

    public record Connected(Wire wire) implements Event {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Received(byte[] bytes) implements Event {}

    public record Disconnected() implements Event {}

    /** It cannot connect any more; the last event. */
    public record Unreachable(IOException why) implements Event {}

    private final Listening connections;
    private final Consumer<Event> listener;
    private Optional<Wire> current = Optional.empty();
    private boolean closed;

    private Peer(Listening connections, Consumer<Event> listener) {
        this.connections = connections;
        this.listener = listener;
    }

    /**
     * Listens from now on.
     *
     * @param listener is told by a thread of the peer's; returns soon. If it throws, the peer is {@link Unreachable}
     */
    public static Peer listen(Connections connections, Consumer<Event> listener) throws IOException {
        var peer = new Peer(connections.open(), listener);
        Thread.ofVirtual().name("peer").start(peer::hear);
        return peer;
    }

    private void hear() {
        try {
            while (true) {
                hear(connections.next());
            }
        } catch (IOException e) {
            listener.accept(new Unreachable(e));
        } catch (RuntimeException | Error e) {
            close();
            listener.accept(new Unreachable(new IOException("what it said could not be passed on", e)));
        }
    }

    private void hear(Connection connection) {
        var wire = Wire.to(connection);
        if (!adopt(wire)) {
            wire.close();
            return;
        }
        listener.accept(new Connected(wire));
        var buffer = new byte[CHUNK];
        try {
            for (var count = connection.input().read(buffer); count >= 0; count = connection.input().read(buffer)) {
                listener.accept(new Received(Arrays.copyOf(buffer, count)));
            }
        } catch (IOException e) {
            // as good an end of a connection as the orderly one
        }
        wire.close();
        listener.accept(new Disconnected());
    }

    /** Lets nobody connect any more; the connection there is goes on to its end, and {@link Unreachable} follows it. */
    public void closeToNewcomers() {
        Closing.quietly(connections);
    }

    @Override
    public void close() {
        closeToNewcomers();
        abandon().ifPresent(Wire::close);
    }

    /** Whether {@code wire} is still wanted: one that was accepted while this was closed would stay open for ever. */
    private synchronized boolean adopt(Wire wire) {
        current = Optional.of(wire);
        return !closed;
    }

    private synchronized Optional<Wire> abandon() {
        closed = true;
        return current;
    }
}

package dev.espalier.runtime.io;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The sending half of a connection. A thread of its own writes, so whoever sends is never blocked by a stuck peer. */
public final class Wire {
    private final Connection connection;
    private final BlockingQueue<byte[]> outgoing = new LinkedBlockingQueue<>();
    private final Thread writer = Thread.ofVirtual().name("wire writer").unstarted(this::write);

    private Wire(Connection connection) {
        this.connection = connection;
    }

    static Wire to(Connection connection) {
        var wire = new Wire(connection);
        wire.writer.start();
        return wire;
    }

    /** Queues {@code bytes} for writing; returns at once. What cannot be written any more is dropped. */
    public void send(byte[] bytes) {
        outgoing.add(bytes.clone());
    }

    private void write() {
        try {
            while (true) {
                var bytes = outgoing.take();
                connection.output().write(bytes);
                connection.output().flush();
            }
        } catch (IOException e) {
            Closing.quietly(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        writer.interrupt();
        Closing.quietly(connection);
    }
}

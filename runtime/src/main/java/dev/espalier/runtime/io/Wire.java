package dev.espalier.runtime.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The sending half of a connection. A thread of its own writes, so whoever sends is never blocked by a stuck peer. */
public final class Wire {
    /** What writes more than is to be kept in memory; called by the wire's own thread, and may block. */
    @FunctionalInterface
    public interface Transfer {

        /** Writes all it has; a failure ends the connection. */
        void writeTo(OutputStream peer) throws IOException;
    }

    private final Connection connection;
    private final BlockingQueue<Transfer> outgoing = new LinkedBlockingQueue<>();
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
        var own = bytes.clone();
        send(peer -> peer.write(own));
    }

    /** Queues what {@code transfer} will write when its turn comes; returns at once. */
    public void send(Transfer transfer) {
        outgoing.add(transfer);
    }

    private void write() {
        try {
            while (true) {
                outgoing.take().writeTo(connection.output());
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

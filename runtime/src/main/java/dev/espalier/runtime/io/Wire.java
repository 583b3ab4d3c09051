package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending half of a connection. A thread of its own writes, so whoever sends is never blocked by a stuck peer, unless it
 * says that this one has room.
 */
public final class Wire implements Closeable {
    /** What writes more than is to be kept in memory; called by the wire's own thread, and may block. */
    @FunctionalInterface
    public interface Transfer {

        /** Writes all it has; a failure ends the connection. */
        void writeTo(OutputStream peer) throws IOException;
    }

    private record Outgoing(Transfer transfer, CompletableFuture<Void> written) {}

    private final Connection connection;
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private final AtomicInteger unwritten = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();
    private final Thread writer = Thread.ofVirtual().name("wire writer").unstarted(this::write);

    private volatile boolean ended;

    private Wire(Connection connection) {
        this.connection = connection;
    }

    /** Takes over the writing to {@code connection}, and the closing. */
    public static Wire to(Connection connection) {
        var wire = new Wire(connection);
        wire.writer.start();
        return wire;
    }

    /** Queues {@code bytes} for writing; returns at once. What cannot be written any more is dropped. */
    public void send(byte[] bytes) {
        var unused = write(bytes);
    }

    /**
     * Writes {@code bytes} before it returns, if nothing is left to write before them: for a peer that has read all that it was
     * sent, and has room for them. Any other may block the caller until this is closed.
     */
    public void sendToReader(byte[] bytes) {
        if (!unwritten.compareAndSet(0, 1)) {
            send(bytes);
            return;
        }
        try {
            write(new Outgoing(peer -> peer.write(bytes), new CompletableFuture<>()));
        } catch (IOException e) {
            Closing.quietly(connection);
        }
    }

    /** Queues what {@code transfer} will write when its turn comes; returns at once. */
    public void send(Transfer transfer) {
        var unused = queue(transfer);
    }

    /** As {@link #send(byte[])}; done when they are written, and fails if they cannot be any more. */
    public CompletionStage<Void> write(byte[] bytes) {
        var own = bytes.clone();
        return queue(peer -> peer.write(own));
    }

    private CompletableFuture<Void> queue(Transfer transfer) {
        var next = new Outgoing(transfer, new CompletableFuture<>());
        unwritten.incrementAndGet();
        outgoing.add(next);
        if (ended) {
            drop();
        }
        return next.written();
    }

    private void write() {
        try {
            while (true) {
                write(outgoing.take());
            }
        } catch (IOException | RuntimeException e) {
            Closing.quietly(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            drop();
        }
    }

    private void write(Outgoing next) throws IOException {
        turn.lock();
        try {
            next.transfer().writeTo(connection.output());
            connection.output().flush();
        } catch (IOException | RuntimeException e) {
            next.written().completeExceptionally(e);
            throw e;
        } finally {
            turn.unlock();
            unwritten.decrementAndGet();
        }
        next.written().complete(null);
    }

    private void drop() {
        for (var next = outgoing.poll(); next != null; next = outgoing.poll()) {
            next.written().completeExceptionally(new IOException("the connection has ended"));
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        Closing.quietly(connection);
    }
}

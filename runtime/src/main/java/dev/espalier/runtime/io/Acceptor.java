package dev.espalier.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The connections made to a server socket, one after the other, of which none is lost: each is handed out, or ends when the
 * socket does. A blocking {@link ServerSocketChannel#accept} is not like that: interrupted when it has just taken a
 * connection, it throws, and that connection stays open, with nobody at its end, for as long as the JVM lives.
 */
public final class Acceptor implements Closeable {
    private final ServerSocketChannel server;
    private final Selector selector;
    private volatile boolean finishing;

    private Acceptor(ServerSocketChannel server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    /** @param bound is this acceptor's from now on; closed also when this fails */
    public static Acceptor of(ServerSocketChannel bound) throws IOException {
        try {
            var selector = bound.provider().openSelector();
            bound.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            return new Acceptor(bound, selector);
        } catch (IOException | RuntimeException e) {
            bound.close();
            throw e;
        }
    }

    /**
     * Waits for the next connection.
     *
     * @return in blocking mode
     * @throws ClosedChannelException once this is closed, by an interrupt as well, or when it is finished and nobody is left
     */
    public SocketChannel next() throws IOException {
        while (true) {
            var last = finishing;
            var peer = server.accept();
            if (peer != null) {
                return peer;
            }
            if (last) {
                close();
                throw new ClosedChannelException();
            }
            awaitOne();
        }
    }

    private void awaitOne() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
        try {
            selector.select(ready -> {});
        } catch (ClosedSelectorException e) {
            var closed = new AsynchronousCloseException();
            closed.initCause(e);
            throw closed;
        }
    }

    /** Those who have connected by now are still handed out by {@link #next}, which then ends. */
    public void finish() {
        finishing = true;
        selector.wakeup();
    }

    public boolean isOpen() {
        return server.isOpen();
    }

    /** Ends a waiting {@link #next}. May be called more than once. */
    @Override
    public void close() throws IOException {
        try (server) {
            selector.close();
        }
    }
}

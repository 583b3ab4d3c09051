package dev.espalier.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;

import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Connections;

/** The standard input and output of a process, one connection each time it is started. */
public final class ProcessConnections implements Connections {
    private final Queue<Connection> offered = new ArrayDeque<>();
    private boolean open;

    @Override
    public synchronized void open() {
        open = true;
    }

    @Override
    public synchronized Connection next() throws IOException {
        while (open && offered.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedChannelException();
            }
        }
        if (!open) {
            throw new ClosedChannelException();
        }
        return offered.remove();
    }

    @Override
    public synchronized void close() {
        open = false;
        offered.clear();
        notifyAll();
    }

    synchronized void offer(Process process) {
        offered.add(new ProcessConnection(process.getInputStream(), process.getOutputStream()));
        notifyAll();
    }

    private record ProcessConnection(InputStream input, OutputStream output) implements Connection {
        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}

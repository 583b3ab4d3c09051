package dev.espalier.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.io.Connection;
import dev.espalier.runtime.io.Connections;
import dev.espalier.runtime.io.Listening;

/** The standard input and output of a process, one connection each time it is started. */
public final class ProcessConnections implements Connections {
    private final Queue<Connection> offered = new ArrayDeque<>();
    private Optional<ProcessListening> current = Optional.empty();

    @Override
    public synchronized Listening open() {
        var listening = new ProcessListening();
        current = Optional.of(listening);
        notifyAll();
        return listening;
    }

    private boolean isOpen(ProcessListening listening) {
        return current.filter(listening::equals).isPresent();
    }

    private synchronized Connection next(ProcessListening listening) throws IOException {
        while (isOpen(listening) && offered.isEmpty() && !listening.finishing) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ClosedChannelException();
            }
        }
        if (!isOpen(listening) || offered.isEmpty()) {
            throw new ClosedChannelException();
        }
        return offered.remove();
    }

    private synchronized void finish(ProcessListening listening) {
        listening.finishing = true;
        notifyAll();
    }

    private synchronized void close(ProcessListening listening) {
        if (isOpen(listening)) {
            current = Optional.empty();
            offered.clear();
            notifyAll();
        }
    }

    synchronized void offer(Process process) {
        offered.add(new ProcessConnection(process.getInputStream(), process.getOutputStream()));
        notifyAll();
    }

    private final class ProcessListening implements Listening {
        private boolean finishing;

        @Override
        public Connection next() throws IOException {
            return ProcessConnections.this.next(this);
        }

        @Override
        public void finish() {
            ProcessConnections.this.finish(this);
        }

        @Override
        public void close() {
            ProcessConnections.this.close(this);
        }
    }

    private record ProcessConnection(InputStream input, OutputStream output) implements Connection {
        /**
         * The process reads the end of its input; its output ends when it does. A thread of its own waits for a writer
         * that is stuck because the process does not read: only the end of the process wakes that one.
         */
        @Override
        public void close() {
            Thread.ofVirtual().name("process input").start(() -> Closing.quietly(output));
        }
    }
}

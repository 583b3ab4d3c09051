package dev.espalier.runtime.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Connections that a peer makes to a Unix socket of ours. */
public final class UnixListener implements Connections {
    /** The room for a path in Linux's sockaddr_un, less the final zero; see unix(7). */
    private static final int LONGEST_PATH = 107;

    private final Path path;
    private Optional<SocketListening> current = Optional.empty();

    /** @throws IllegalArgumentException if the path is longer than a socket's address can be */
    public UnixListener(Path path) {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IllegalArgumentException("a Unix socket's path has at most " + LONGEST_PATH + " bytes: " + path);
        }
        this.path = path;
    }

    public Path path() {
        return path;
    }

    @Override
    public synchronized Listening open() throws IOException {
        if (current.isPresent()) {
            current.get().close();
        }
        Files.deleteIfExists(path);
        var listening = new SocketListening(bound());
        current = Optional.of(listening);
        return listening;
    }

    private Acceptor bound() throws IOException {
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return Acceptor.of(channel.bind(UnixDomainSocketAddress.of(path)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The file belongs to the latest of them: one that ends late must not remove its successor's. */
    private synchronized void close(SocketListening listening) throws IOException {
        listening.server.close();
        if (isCurrent(listening)) {
            current = Optional.empty();
            Files.deleteIfExists(path);
        }
    }

    private synchronized void finish(SocketListening listening) throws IOException {
        listening.server.finish();
        if (isCurrent(listening)) {
            Files.deleteIfExists(path);
        }
    }

    private boolean isCurrent(SocketListening listening) {
        return current.filter(listening::equals).isPresent();
    }

    private final class SocketListening implements Listening {
        private final Acceptor server;

        private SocketListening(Acceptor server) {
            this.server = server;
        }

        @Override
        public Connection next() throws IOException {
            return new SocketConnection(server.next());
        }

        @Override
        public void finish() throws IOException {
            UnixListener.this.finish(this);
        }

        @Override
        public void close() throws IOException {
            UnixListener.this.close(this);
        }
    }

    private record SocketConnection(SocketChannel channel) implements Connection {
        @Override
        public InputStream input() {
            return Channels.newInputStream(channel);
        }

        @Override
        public OutputStream output() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

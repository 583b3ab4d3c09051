package dev.espalier.bench.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Threads that copy what is said into files, and do not look at it. */
final class PlainCopies implements Listeners {
    private static final int READ_AT_ONCE = 64 * 1024;

    private final List<Path> sockets = new ArrayList<>();
    private final List<ServerSocketChannel> servers = new ArrayList<>();

    PlainCopies(Path directory, int count, Heard heard) throws IOException {
        for (int number = 0; number < count; number++) {
            var socket = directory.resolve("copied" + number);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(socket));
            sockets.add(socket);
            servers.add(server);
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> copy(server, directory.resolve(socket.getFileName() + ".log"), heard));
        }
    }

    private static void copy(ServerSocketChannel server, Path file, Heard heard) {
        try (var said = server.accept();
                var kept = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.allocateDirect(READ_AT_ONCE);
            while (said.read(buffer.clear()) >= 0) {
                var length = buffer.flip().remaining();
                while (buffer.hasRemaining()) {
                    kept.write(buffer);
                }
                heard.add(length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Path> sockets() {
        return sockets;
    }

    @Override
    public void close() throws IOException {
        for (var server : servers) {
            server.close();
        }
    }
}

package dev.espalier.backends.qemu;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes what QEMU says of a machine's memory and devices over a socket, and puts it into a file. It could write a file by
 * itself only through a shell and a program, and would not hear whether that had written all.
 */
final class SavedMemory implements Closeable {
    private static final int CHUNK = 1024 * 1024;

    private final Path socket;
    private final ServerSocketChannel server;
    private final CompletableFuture<Void> whole = new CompletableFuture<>();

    private SavedMemory(Path socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /** Listens for one connection, whose bytes will be all of {@code file}. */
    static SavedMemory receiving(Path socket, Path file) throws IOException {
        Files.deleteIfExists(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        var memory = new SavedMemory(socket, server);
        Thread.ofVirtual().name("saved memory").start(() -> memory.receive(file));
        return memory;
    }

    /** Done when the connection has ended and the file has all of it; fails with {@link IOException}. */
    CompletionStage<Void> whole() {
        return whole;
    }

    private void receive(Path file) {
        try (var sender = server.accept();
                var target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(sender, target);
            whole.complete(null);
        } catch (IOException | RuntimeException e) {
            whole.completeExceptionally(e);
        }
    }

    private static void copy(ReadableByteChannel from, FileChannel to) throws IOException {
        var buffer = ByteBuffer.allocateDirect(CHUNK);
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            buffer.clear();
        }
    }

    /** Ends the waiting for a connection that has not come. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}

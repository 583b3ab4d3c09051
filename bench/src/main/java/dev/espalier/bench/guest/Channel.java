package dev.espalier.bench.guest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A guest's port, used by one thread that waits for it: as little as a driver can do. */
public final class Channel implements Closeable {
    private static final int CHUNK = 64 * 1024;

    /** Where QEMU finds us. */
    record Listener(Path path, ServerSocketChannel server) implements Closeable {
        Listener(Path path) throws IOException {
            this(path, ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(path)));
        }

        Channel accept() throws IOException {
            return new Channel(server.accept());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private final SocketChannel socket;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK).flip();

    private Channel(SocketChannel socket) {
        this.socket = socket;
    }

    /** To somebody who listens there. */
    static Channel to(Path path) throws IOException {
        return new Channel(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    void say(String text) throws IOException {
        write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** Up to the next newline, without it. */
    String readLine() throws IOException {
        var line = new StringBuilder();
        for (var next = read(); next != '\n'; next = read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    /** Reads lines, the last of which is the first with these words. */
    void readLineWith(String words) throws IOException {
        while (!readLine().contains(words)) {
            // an earlier one
        }
    }

    /** Reads and forgets so many bytes. */
    void skip(long bytes) throws IOException {
        for (var left = bytes; left > 0;) {
            fill();
            var count = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + count);
            left -= count;
        }
    }

    private byte read() throws IOException {
        fill();
        return buffer.get();
    }

    private void fill() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            var count = socket.read(buffer);
            buffer.flip();
            if (count < 0) {
                throw new EOFException("the guest has gone");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

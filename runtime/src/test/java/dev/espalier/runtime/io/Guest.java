package dev.espalier.runtime.io;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The far end of a Unix socket, doing what the test says. */
record Guest(SocketChannel channel) implements AutoCloseable {

    static Guest connectedTo(Path socket) throws IOException {
        return new Guest(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    void say(String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits for as many bytes. */
    String hear(int count) throws IOException {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // more to come
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    /** Waits for the other side to hang up. */
    boolean hearsTheEnd() throws IOException {
        return channel.read(ByteBuffer.allocate(1)) < 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

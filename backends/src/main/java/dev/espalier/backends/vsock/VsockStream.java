package dev.espalier.backends.vsock;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A connection to a port of a guest. It ends as a whole: a monitor that finds that the host writes no more ends both
 * directions.
 */
record VsockStream(SocketChannel channel) implements Closeable {

    void write(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads a line and nothing behind it: what follows belongs to somebody else. */
    String line(int longest) throws IOException {
        var line = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (line.length() <= longest) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("the guest ended the connection");
            }
            var next = one.get(0);
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) (next & 0xff));
        }
        throw new IOException("a line without an end: " + line);
    }

    InputStream input() {
        return Channels.newInputStream(channel);
    }

    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

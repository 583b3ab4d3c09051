package dev.espalier.backends.shell;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The guest's end of a pair of ports, which says what a test wants it to say. */
final class ScriptedLane implements AutoCloseable {
    private static final int HEADER = 60;

    /** What the guest was asked to run. */
    record Requested(String marker, String command) {}

    private final SocketChannel stdout;
    private final SocketChannel stderr;

    ScriptedLane(Path stdout, Path stderr) throws IOException {
        this.stdout = SocketChannel.open(UnixDomainSocketAddress.of(stdout));
        this.stderr = SocketChannel.open(UnixDomainSocketAddress.of(stderr));
    }

    void say(String text) throws IOException {
        write(stdout, text);
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads the word that a new bash waits for. */
    String sync() throws IOException {
        var word = new StringBuilder();
        for (var next = read(1); !next.equals("\n"); next = read(1)) {
            word.append(next);
        }
        return word.toString();
    }

    /** Is a bash that has just been started. */
    void start(long pid) throws IOException {
        say(sync() + " b " + pid + "\n");
    }

    Requested request() throws IOException {
        var header = read(HEADER);
        return new Requested(header.substring(0, 32), read(Integer.parseInt(header.substring(33, 43))));
    }

    void begin(Requested requested) throws IOException {
        say(requested.marker() + " b 99\n");
    }

    void end(Requested requested, int status) throws IOException {
        write(stderr, requested.marker() + " e 0\n");
        say(requested.marker() + " e " + status + "\n");
    }

    private String read(int length) throws IOException {
        var bytes = Channels.newInputStream(stdout).readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the host has hung up");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        stdout.close();
        stderr.close();
    }
}

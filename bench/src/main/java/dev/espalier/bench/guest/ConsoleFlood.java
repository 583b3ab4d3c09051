package dev.espalier.bench.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.runtime.io.FileTree;

/** Lines of {@value #LINE} bytes that are said on several consoles at once, as fast as they are listened to. */
public final class ConsoleFlood implements AutoCloseable {
    /** With its end. */
    public static final int LINE = 64;

    private static final byte[] TEXT = ("x".repeat(LINE - 1) + "\n").repeat(1024).getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Heard heard = new Heard();
    private final Listeners listeners;
    private final List<SocketChannel> consoles = new ArrayList<>();

    @FunctionalInterface
    private interface Opening {
        Listeners open(Path directory, Heard heard) throws IOException;
    }

    private ConsoleFlood(Opening opening) throws IOException {
        directory = Files.createTempDirectory("espalier-bench");
        listeners = opening.open(directory, heard);
        for (var socket : listeners.sockets()) {
            consoles.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        }
    }

    /** Heard by readers as machines have them, which put it in their logs. */
    public static ConsoleFlood read(int consoles) throws IOException {
        return new ConsoleFlood((directory, heard) -> new ConsoleReaders(directory, consoles, heard));
    }

    /** Heard by somebody who copies it into files and does no more: the floor. */
    public static ConsoleFlood copied(int consoles) throws IOException {
        return new ConsoleFlood((directory, heard) -> new PlainCopies(directory, consoles, heard));
    }

    /**
     * Says lines, until the last is heard.
     *
     * @param lines on all consoles together; each says as many as the others
     */
    public void say(int lines) throws InterruptedException {
        var each = (long) lines / consoles.size() * LINE;
        heard.expect(each * consoles.size());
        consoles.forEach(console -> Thread.ofPlatform().start(() -> say(console, each)));
        heard.await();
    }

    private static void say(SocketChannel console, long bytes) {
        try {
            for (var left = bytes; left > 0;) {
                var next = ByteBuffer.wrap(TEXT, 0, (int) Math.min(left, TEXT.length));
                left -= next.remaining();
                while (next.hasRemaining()) {
                    console.write(next);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var console : consoles) {
            console.close();
        }
        listeners.close();
        FileTree.remove(directory);
    }
}

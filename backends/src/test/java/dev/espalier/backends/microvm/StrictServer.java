package dev.espalier.backends.microvm;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The API socket of a program that stands in for a monitor, and that program's end. */
public final class StrictServer implements Closeable {

    /** What is answered. */
    @FunctionalInterface
    public interface Api {

        /** The whole HTTP answer. */
        String answer(String method, String path, String body);
    }

    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final StrictTimes times;
    private final int longestRequest;

    private StrictServer(ServerSocketChannel server, SocketAddress address, StrictTimes times, int longestRequest) {
        this.server = server;
        this.address = address;
        this.times = times;
        this.longestRequest = longestRequest;
    }

    /** @throws java.net.SocketException if there is something of that name */
    public static StrictServer listening(Path socket, int longestRequest) throws IOException {
        var times = StrictTimes.beside(socket);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var address = UnixDomainSocketAddress.of(socket);
        server.bind(address);
        return new StrictServer(server, address, times, longestRequest);
    }

    /** Ends this program with all that runs in the guest. */
    public static void end(int status, String lastWords) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        System.err.println(lastWords);
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    /** Answers for as long as the program runs. It is listening when it has taken a connection once: the first takes longest. */
    public void serve(Api api) throws IOException {
        try (var own = SocketChannel.open(address)) {
            take(api);
            own.shutdownOutput();
        }
        times.listening();
        while (true) {
            take(api);
        }
    }

    private void take(Api api) throws IOException {
        var client = server.accept();
        var begin = StrictTimes.now();
        Thread.startVirtualThread(() -> serve(client, api, begin));
    }

    private void serve(SocketChannel client, Api api, long begin) {
        try (client) {
            var bytes = new BufferedInputStream(Channels.newInputStream(client));
            for (var next = next(bytes); next.isPresent(); next = next(bytes)) {
                var request = next.get();
                var answer = api.answer(request.method(), request.path(), request.body());
                times.answered(begin, request.method() + " " + request.path());
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            System.err.println("the API's client: " + e);
        }
    }

    private record Request(String method, String path, String body) {}

    private Optional<Request> next(InputStream bytes) throws IOException {
        var first = line(bytes);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var words = first.split(" ", -1);
        if (words.length != 3 || !words[2].equals("HTTP/1.1")) {
            throw new IOException("no HTTP: " + first);
        }
        var length = 0;
        for (var header = line(bytes); !header.isEmpty(); header = line(bytes)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
        }
        if (length > longestRequest) {
            throw new IOException("a request of " + length + " bytes");
        }
        return Optional.of(new Request(words[0], words[1],
                new String(bytes.readNBytes(length), StandardCharsets.UTF_8)));
    }

    private static String line(InputStream bytes) throws IOException {
        var line = new StringBuilder();
        for (var next = bytes.read(); next >= 0 && next != '\n'; next = bytes.read()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        try (times) {
            server.close();
        }
    }
}

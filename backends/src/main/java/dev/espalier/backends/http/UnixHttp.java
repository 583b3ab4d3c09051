package dev.espalier.backends.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.io.Closing;

/**
 * A server behind a Unix socket. Each request has a connection of its own: nothing that became of one is left over for the
 * next.
 *
 * @param patience how long a request may take
 */
public record UnixHttp(Path socket, Duration patience) {

    /**
     * Asks, and blocks until there is an answer; for a thread that may.
     *
     * @throws java.net.ConnectException if nobody listens
     * @throws IOException               also if there is no answer in time, or what comes is none
     */
    public HttpAnswer ask(HttpRequest request) throws IOException {
        try (var server = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.connect(UnixDomainSocketAddress.of(socket));
            var overdue = new CompletableFuture<Void>();
            var unused = overdue.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> Closing.quietly(server));
            try {
                return talk(server, request);
            } catch (ClosedChannelException e) {
                if (overdue.isDone() && !Thread.currentThread().isInterrupted()) {
                    throw new IOException("no answer to " + request.method() + " " + request.path() + " for "
                            + patience.toSeconds() + " s", e);
                }
                throw e;
            } finally {
                overdue.cancel(false);
            }
        }
    }

    private static HttpAnswer talk(SocketChannel server, HttpRequest request) throws IOException {
        var bytes = ByteBuffer.wrap(request.bytes());
        while (bytes.hasRemaining()) {
            server.write(bytes);
        }
        return HttpAnswer.read(new BufferedInputStream(Channels.newInputStream(server)));
    }
}

package dev.espalier.backends.vsock;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.io.Closing;

/**
 * The Unix socket behind which a monitor has the ports of its guest: {@code CONNECT port} is answered with {@code OK} when the
 * guest has taken the connection, by the connection's end if nobody listens there, and not at all while the guest does not run.
 *
 * @param patience how long the guest may take
 */
record VsockHost(Path socket, Duration patience) {
    private static final String ACCEPTED = "OK ";
    private static final int LONGEST_LINE = 64;

    /** Connects to a port of the guest; blocks until the guest has taken it. */
    VsockStream connect(int port) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return inTime(channel, () -> {
                channel.connect(UnixDomainSocketAddress.of(socket));
                var stream = new VsockStream(channel);
                stream.write("CONNECT " + port + "\n");
                var answer = stream.line(LONGEST_LINE);
                if (!answer.startsWith(ACCEPTED)) {
                    throw new IOException("no answer of a vsock: " + answer);
                }
                return stream;
            });
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    interface Talk<T> {
        T talk() throws IOException;
    }

    private <T> T inTime(SocketChannel channel, Talk<T> talk) throws IOException {
        return within(patience, channel, talk);
    }

    /** Closes {@code channel} if {@code talk} over it takes too long. */
    static <T> T within(Duration patience, SocketChannel channel, Talk<T> talk) throws IOException {
        var overdue = new CompletableFuture<Void>();
        var unused = overdue.completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> Closing.quietly(channel));
        try {
            return talk.talk();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (AsynchronousCloseException e) {
            throw new IOException("the guest does not answer for " + patience.toMillis() + " ms", e);
        } finally {
            overdue.cancel(false);
        }
    }
}

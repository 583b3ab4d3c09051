package dev.espalier.backends.microvm;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.http.UnixHttp;
import dev.espalier.backends.spi.CapabilityRefused;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.runtime.concurrent.Turns;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.process.ExitStatus;

/** What one monitor is told, one thing after the other. */
public final class MonitorApi {
    /** What is told at once, on a thread that may block. */
    @FunctionalInterface
    public interface Talk {
        void talk() throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LISTENING = Duration.ofSeconds(30);

    /** Between that a socket has its name and that somebody listens at it, which nothing tells of. */
    private static final Duration NEARLY_THERE = Duration.ofMillis(10);

    private final Path socket;
    private final MonitorDialect dialect;
    private final CompletableFuture<MonitorFailure> end = new CompletableFuture<>();
    private final Turns turns = new Turns();

    public MonitorApi(Path socket, MonitorDialect dialect) {
        this.socket = socket;
        this.dialect = dialect;
    }

    /**
     * That the monitor has ended: nobody needs to wait for it any more.
     *
     * @param said the last lines of its own
     */
    public void ended(ExitStatus status, List<String> said) {
        end.complete(MonitorFailure.ended(dialect, status, said));
    }

    /** Blocks until the monitor listens; fails as soon as it has ended. */
    public void awaitListening() throws IOException, InterruptedException {
        var directory = socket.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("a socket in no directory: " + socket);
        }
        try (var files = directory.getFileSystem().newWatchService()) {
            directory.register(files, StandardWatchEventKinds.ENTRY_CREATE);
            var unused = end.thenRun(() -> Closing.quietly(files));
            awaitListening(files);
        } catch (ClosedWatchServiceException e) {
            throw end.join();
        }
    }

    private void awaitListening(WatchService files) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LISTENING.toNanos();
        while (!isListening()) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                throw MonitorFailure.because("it has not listened for " + LISTENING.toSeconds() + " s");
            }
            var event = files.poll(Files.exists(socket) ? Math.min(left, NEARLY_THERE.toNanos()) : left,
                    TimeUnit.NANOSECONDS);
            if (event != null) {
                event.pollEvents();
                event.reset();
            }
        }
    }

    private boolean isListening() throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (SocketException e) {
            return false;
        }
    }

    /** Blocks until the monitor has done it. */
    public void tell(ApiCall call) throws IOException {
        var unused = answer(call);
    }

    /** Blocks until the monitor has done it, and says what it answers; empty if that is nothing more. */
    public String answer(ApiCall call) throws IOException {
        var answer = new UnixHttp(socket, call.patience()).ask(call.request());
        if (!answer.isSuccess()) {
            throw MonitorFailure.refused(dialect, call, dialect.fault(answer));
        }
        return answer.body();
    }

    /** Done when the monitor has done it; fails with {@link CapabilityRefused}, and with {@link ChannelLost} if there is
     * no way to know. */
    public CompletionStage<Void> ask(ApiCall call) {
        return inTurn(() -> tell(call));
    }

    /** As {@link #ask}, for whoever has more than one thing to tell. */
    public CompletionStage<Void> inTurn(Talk talk) {
        return next(() -> {
            talk.talk();
            return "";
        }).thenAccept(done -> {});
    }

    /** What the monitor answers, which is JSON; fails as {@link #ask} does. */
    public CompletionStage<JsonNode> read(ApiCall call) {
        return next(() -> JSON.readTree(answer(call)));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> CompletionStage<T> next(Question<T> question) {
        return turns.next(() -> CompletableFuture.supplyAsync(() -> {
            try {
                return question.ask();
            } catch (MonitorFailure e) {
                throw new CompletionException(new CapabilityRefused(e.why()));
            } catch (IOException e) {
                throw new CompletionException(new ChannelLost(socket + ": " + e.getMessage()));
            }
        }, Thread::startVirtualThread));
    }
}

package dev.espalier.backends.firecracker;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.espalier.backends.http.HttpAnswer;
import dev.espalier.backends.http.UnixHttp;
import dev.espalier.backends.spi.ChannelLost;
import dev.espalier.runtime.concurrent.Turns;
import dev.espalier.runtime.io.Closing;
import dev.espalier.runtime.process.ExitStatus;

/** What one Firecracker is told, one thing after the other. */
final class FirecrackerApi {
    private static final Duration LISTENING = Duration.ofSeconds(30);
    private static final Duration ANSWERING = Duration.ofSeconds(60);

    /** Between that a socket has its name and that somebody listens at it, which nothing tells of. */
    private static final Duration NEARLY_THERE = Duration.ofMillis(10);

    private final Path socket;
    private final UnixHttp http;
    private final CompletableFuture<ExitStatus> end = new CompletableFuture<>();
    private final Turns turns = new Turns();

    FirecrackerApi(Path socket) {
        this.socket = socket;
        this.http = new UnixHttp(socket, ANSWERING);
    }

    /** That Firecracker has ended: nobody needs to wait for it any more. */
    void ended(ExitStatus status) {
        end.complete(status);
    }

    /** Blocks until Firecracker listens; fails as soon as it has ended. */
    void awaitListening() throws IOException, InterruptedException {
        var directory = socket.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("a socket in no directory: " + socket);
        }
        try (var files = directory.getFileSystem().newWatchService()) {
            directory.register(files, StandardWatchEventKinds.ENTRY_CREATE);
            var unused = end.thenRun(() -> Closing.quietly(files));
            awaitListening(files);
        } catch (ClosedWatchServiceException e) {
            throw FirecrackerFailure.because("it ended before it listened: "
                    + FirecrackerEnd.describe(end.join()));
        }
    }

    private void awaitListening(WatchService files) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LISTENING.toNanos();
        while (!isListening()) {
            var left = deadline - System.nanoTime();
            if (left <= 0) {
                throw FirecrackerFailure.because("it has not listened for " + LISTENING.toSeconds() + " s");
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

    /** Blocks until Firecracker has done it. */
    void tell(ApiCall call) throws IOException {
        var answer = http.ask(call.request());
        if (!answer.isSuccess()) {
            throw FirecrackerFailure.refused(call, fault(answer));
        }
    }

    private static String fault(HttpAnswer answer) {
        try {
            var fault = FirecrackerPlan.JSON.readTree(answer.body()).path("fault_message");
            return fault.isTextual() ? fault.asText() : answer.status() + " " + answer.body();
        } catch (JsonProcessingException e) {
            return answer.status() + " " + answer.body();
        }
    }

    /** Done when Firecracker has done it; fails with {@link ChannelLost} if there is no way to know. */
    CompletionStage<Void> ask(ApiCall call) {
        return turns.next(() -> CompletableFuture.runAsync(() -> {
            try {
                tell(call);
            } catch (FirecrackerFailure e) {
                throw new CompletionException(e);
            } catch (IOException e) {
                throw new CompletionException(new ChannelLost(call + ": " + e.getMessage()));
            }
        }, Thread::startVirtualThread));
    }
}

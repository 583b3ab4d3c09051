package dev.espalier.runtime.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.espalier.runtime.console.LineSplitter;

/** What a process says, line by line, on a thread of its own. */
final class OutputLines {
    /** A grandchild may keep the stream open: silence for so long after the process's end is the end of the output. */
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);
    private static final int CHUNK = 8192;

    private final Consumer<String> lines;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong handedOn = new AtomicLong();
    private volatile Optional<RuntimeException> failure = Optional.empty();

    OutputLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Reads until the stream's end.
     *
     * @param onFailure called if the lines cannot be handed on any more; then nothing is read any more
     */
    void read(InputStream stream, Runnable onFailure) {
        Thread.ofVirtual().name("process output").start(() -> {
            try {
                read(stream);
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                onFailure.run();
            } finally {
                end.countDown();
            }
        });
    }

    private void read(InputStream stream) {
        var splitter = new LineSplitter();
        try (stream) {
            var buffer = new byte[CHUNK];
            for (var count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                handOn(splitter.accept(buffer, 0, count));
            }
        } catch (IOException e) {
            handOn(List.of("(output lost: " + e.getMessage() + ")"));
        }
        splitter.rest().ifPresent(rest -> handOn(List.of(rest)));
    }

    private void handOn(List<String> more) {
        for (var line : more) {
            lines.accept(line);
            handedOn.incrementAndGet();
        }
    }

    /** Waits, once the process has ended, until its last words have been handed on. */
    void await() throws InterruptedException {
        var before = -1L;
        while (!end.await(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS) && handedOn.get() != before) {
            before = handedOn.get();
        }
    }

    /** What the lines' consumer threw. */
    Optional<RuntimeException> failure() {
        return failure;
    }
}

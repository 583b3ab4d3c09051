package dev.espalier.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

import dev.espalier.report.JsonEvents;
import dev.espalier.report.TestEvent;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Events into a run's {@code events.jsonl}: an operation is an event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventWriting {
    private static final TestEvent EVENT = new TestEvent.CommandEnded(Instant.parse("2026-01-02T03:04:05.678901Z"),
            12_345, "server", "curl --fail http://client/index.html", OptionalInt.of(0), Duration.ofMillis(17));

    private Path file = Path.of("");
    private @Nullable JsonEvents events;

    /** Begins a file, for each iteration another, so that none gets very large. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        file = Files.createTempFile("espalier-micro", ".jsonl");
        events = JsonEvents.create(file);
    }

    /** One event. */
    @Benchmark
    public void event() throws IOException {
        if (events != null) {
            events.accept(EVENT);
        }
    }

    /** Removes the file. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        if (events != null) {
            events.close();
        }
        Files.delete(file);
    }
}

package dev.espalier.bench.micro;

import java.io.IOException;

import dev.espalier.bench.guest.ConsoleFlood;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Lines of 64 bytes from sockets into console logs, by supervised readers as machines have them: an operation is a line, so
 * a million a second are 64 MB/s.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConsoleReading {
    private static final int LINES = 400_000;

    /** How many speak at once. */
    @Param({"1", "4"})
    private int machines = 1;

    private @Nullable ConsoleFlood flood;

    /** Starts the readers, and connects to them. */
    @Setup
    public void start() throws IOException {
        flood = ConsoleFlood.read(machines);
    }

    /** All lines, until the last is in its log. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void lines() throws InterruptedException {
        if (flood != null) {
            flood.say(LINES);
        }
    }

    /** Ends all. */
    @TearDown
    public void stop() throws IOException {
        if (flood != null) {
            flood.close();
        }
    }
}

package dev.espalier.bench.micro;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import dev.espalier.runtime.console.ConsoleInput;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.console.ConsoleReader;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.system.SupervisionTree;
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
    private static final int LINES = 200_000;
    private static final String LINE = "x".repeat(63) + "\n";

    /** How many speak at once. */
    @Param({"1", "4"})
    private int machines = 1;

    private final Semaphore heard = new Semaphore(0);
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final List<ConsoleLog> logs = new ArrayList<>();
    private ByteBuffer said = ByteBuffer.allocate(0);
    private Path directory = Path.of("");
    private @Nullable SupervisionTree tree;

    /** Starts the readers, and connects to them. */
    @Setup
    public void start() throws IOException {
        directory = Files.createTempDirectory("espalier-micro");
        var readers = new ArrayList<ChildSpec>();
        for (int machine = 0; machine < machines; machine++) {
            var log = ConsoleLog.in(directory.resolve("log" + machine),
                    new ConsoleRetention(ConsoleRetention.DEFAULT_BYTES), line -> heard.release());
            logs.add(log);
            readers.add(ChildSpec.worker("reader" + machine, ConsoleReader.reading(
                    new UnixListener(socket(machine)), log, new ConsoleInput(), InstantSource.system())));
        }
        var started = SupervisionTree.start("consoles", SupervisorSpec.oneForOne(readers.toArray(ChildSpec[]::new)),
                event -> {});
        tree = started;
        started.up().toCompletableFuture().join();
        for (int machine = 0; machine < machines; machine++) {
            sockets.add(SocketChannel.open(UnixDomainSocketAddress.of(socket(machine))));
        }
        said = ByteBuffer.wrap(LINE.repeat(LINES / machines).getBytes(StandardCharsets.US_ASCII));
    }

    private Path socket(int machine) {
        return directory.resolve("console" + machine);
    }

    /** All lines, until the last is in its log. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void lines() throws InterruptedException {
        sockets.forEach(socket -> Thread.ofPlatform().start(() -> say(socket, said.duplicate())));
        heard.acquire(LINES);
    }

    private static void say(SocketChannel socket, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends all. */
    @TearDown
    public void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        if (tree != null) {
            tree.close();
        }
        for (var log : logs) {
            log.close();
        }
        FileTree.remove(directory);
    }
}

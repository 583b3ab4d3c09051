package dev.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.report.TestEvent;

/** A cluster in a directory of its own, and what it said happened. */
final class TestingCluster implements AutoCloseable {
    final Cluster cluster;
    final Path runBase;
    private final List<TestEvent> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<TestEvent.Logged> logged = new LinkedBlockingQueue<>();

    TestingCluster(Path directory, NodeSpec... nodes) throws IOException, InterruptedException {
        this(directory, Duration.ofMinutes(2), nodes);
    }

    TestingCluster(Path directory, Duration bootPatience, NodeSpec... nodes) throws IOException, InterruptedException {
        this.runBase = Files.createTempDirectory("esp");
        this.cluster = Cluster.open(ClusterSpec.of(nodes), new ClusterSettings(directory, images(), runBase,
                bootPatience, InstantSource.system(), this::hear));
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    static ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    static NodeSpec local(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("local").onVlans();
    }

    static NodeSpec tiny(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).memoryMib(256);
    }

    Machine machine(String name) {
        return cluster.machine(name);
    }

    /** Waits until something has been logged that holds {@code part}. */
    TestEvent.Logged awaitLog(String part) throws InterruptedException {
        while (true) {
            var next = logged.poll(1, TimeUnit.MINUTES);
            if (next == null) {
                throw new IllegalStateException("nothing was logged of: " + part);
            }
            if (next.text().contains(part)) {
                return next;
            }
        }
    }

    private void hear(TestEvent event) {
        events.add(event);
        if (event instanceof TestEvent.Logged text) {
            logged.add(text);
        }
    }

    List<TestEvent> events() {
        return List.copyOf(events);
    }

    /** The processes below this JVM: those of all open clusters. */
    static List<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().toList();
    }

    /** The one virtual machine that runs now. */
    static ProcessHandle qemu() {
        var running = processes().stream()
                .filter(process -> process.info().command().orElse("").contains("qemu-system"))
                .toList();
        if (running.size() != 1) {
            throw new IllegalStateException("one QEMU was to run, not " + running);
        }
        return running.getFirst();
    }

    List<Path> leftovers() throws IOException {
        try (var files = Files.list(runBase)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

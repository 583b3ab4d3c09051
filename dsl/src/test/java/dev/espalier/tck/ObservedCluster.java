package dev.espalier.tck;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.report.Secrets;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.system.ActorHome;

/** A cluster that keeps all it has in a directory of the test's, and what it said happened. */
public class ObservedCluster implements AutoCloseable {
    private final Path runBase;
    private final List<TestEvent> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<TestEvent> unseen = new LinkedBlockingQueue<>();
    private final Cluster cluster;

    /**
     * @param output where consoles, screenshots and copies go, and in a directory of its own its sockets and disks
     * @param images where its machines' images come from
     */
    public ObservedCluster(Path output, ImageCache images, Duration bootPatience, NodeSpec... nodes)
            throws IOException, InterruptedException {
        this.runBase = newRunBase(output);
        this.cluster = Cluster.open(ClusterSpec.of(nodes), new ClusterSettings(output, images, runBase, bootPatience,
                InstantSource.system(), this::hear, ConsoleRetention.DEFAULT_BYTES, new Secrets(),
                new ActorHome.Own("espalier"), Optional.empty()));
    }

    /** Its name is short, as sockets' paths are to be, and another for each of those that share {@code output}. */
    private static Path newRunBase(Path output) throws IOException {
        for (int number = 1;; number++) {
            try {
                return Files.createDirectory(output.resolve("r" + number));
            } catch (FileAlreadyExistsException taken) {
                // that of a cluster before this one
            }
        }
    }

    public final Cluster cluster() {
        return cluster;
    }

    public final Machine machine(String name) {
        return cluster.machine(name);
    }

    /** Where its sockets and disks are. */
    public final Path runBase() {
        return runBase;
    }

    private void hear(TestEvent event) {
        events.add(event);
        unseen.add(event);
    }

    public final List<TestEvent> events() {
        return List.copyOf(events);
    }

    /** Waits for an event that comes after the last one that was waited for. */
    public final <E extends TestEvent> E await(Class<E> type, Predicate<E> wanted) throws InterruptedException {
        while (true) {
            var next = unseen.poll(1, TimeUnit.MINUTES);
            if (next == null) {
                throw new IllegalStateException("no such event came: " + type.getSimpleName());
            }
            if (type.isInstance(next) && wanted.test(type.cast(next))) {
                return type.cast(next);
            }
        }
    }

    /** Waits until something has been logged that holds {@code part}. */
    public final TestEvent.Logged awaitLog(String part) throws InterruptedException {
        return await(TestEvent.Logged.class, line -> line.text().contains(part));
    }

    /** What it has left of its sockets and disks. */
    public final List<Path> leftovers() throws IOException {
        try (var files = Files.list(runBase)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

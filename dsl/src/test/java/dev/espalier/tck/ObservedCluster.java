package dev.espalier.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import dev.espalier.runtime.testing.ShortDirectory;

/** A cluster in a directory of its own, and what it said happened. */
public class ObservedCluster implements AutoCloseable {
    private final ShortDirectory runBase = ShortDirectory.make();
    private final List<TestEvent> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<TestEvent> unseen = new LinkedBlockingQueue<>();
    private final Cluster cluster;
    private Optional<List<Path>> left = Optional.empty();

    /**
     * @param output where consoles, screenshots and copies go
     * @param images where its machines' images come from
     */
    public ObservedCluster(Path output, ImageCache images, Duration bootPatience, NodeSpec... nodes)
            throws IOException, InterruptedException {
        try {
            this.cluster = Cluster.open(ClusterSpec.of(nodes),
                    new ClusterSettings(output, images, runBase.path(), bootPatience, InstantSource.system(),
                            this::hear, ConsoleRetention.DEFAULT_BYTES, new Secrets(),
                            new ActorHome.Own("espalier"), Optional.empty()));
        } catch (RuntimeException | InterruptedException e) {
            runBase.close();
            throw e;
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
        return runBase.path();
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

    /** What it has left of its sockets and disks: of one that is closed, by then. */
    public final synchronized List<Path> leftovers() throws IOException {
        return left.isPresent() ? left.get() : present();
    }

    private List<Path> present() throws IOException {
        try (var files = Files.list(runBase.path())) {
            return files.toList();
        }
    }

    @Override
    public synchronized void close() {
        try (runBase) {
            cluster.close();
            left = Optional.of(leftovers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

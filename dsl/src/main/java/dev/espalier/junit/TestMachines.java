package dev.espalier.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.Machine;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.engine.Asks;
import dev.espalier.report.JsonEvents;
import dev.espalier.report.Reporter;
import dev.espalier.runtime.io.RunDirectory;
import dev.espalier.snapshot.Snapshot;
import org.slf4j.LoggerFactory;

/** The machines that tests share, with what is known of them. */
final class TestMachines implements AutoCloseable {
    private static final String CLEAN = "clean";

    private final Wanted wanted;
    private final RunDirectory directory;
    private final Reporter reporter;
    private final ClusterSettings settings;
    private final Cluster cluster;
    private final CompletableFuture<Void> start = new CompletableFuture<>();
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<String, Snapshot> clean = new ConcurrentHashMap<>();
    private final Set<Throwable> explained = Collections.synchronizedSet(
            Collections.newSetFromMap(new IdentityHashMap<>()));

    private TestMachines(Wanted wanted, RunDirectory directory, Reporter reporter, ClusterSettings settings,
            Cluster cluster) {
        this.wanted = wanted;
        this.directory = directory;
        this.reporter = reporter;
        this.settings = settings;
        this.cluster = cluster;
    }

    /** Opens their cluster; starts none. */
    static TestMachines open(Wanted wanted, ImageCache images) throws InterruptedException {
        try {
            var directory = RunDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));
            var reporter = new Reporter(List.of(JsonEvents.create(directory.path().resolve("events.jsonl")),
                    new LoggedEvents(LoggerFactory.getLogger(VmTest.class))));
            var settings = ClusterSettings.defaults(directory.path()).images(images).events(reporter::report);
            try {
                return new TestMachines(wanted, directory, reporter, settings,
                        Cluster.open(wanted.machines(), settings));
            } catch (Throwable failed) {
                reporter.finish();
                directory.close();
                throw failed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cluster cluster() {
        return cluster;
    }

    /** Where consoles, events, screenshots and copies are, until they are closed. */
    Path output() {
        return directory.path();
    }

    /** The text without what the test has declared secret. */
    String withoutSecrets(String text) {
        return settings.secrets().hiddenIn(text);
    }

    /** Starts them as wanted, once for all who share them; for each of whom it fails if it does. */
    void start() throws Exception {
        turn.acquire();
        try {
            if (!start.isDone()) {
                startNow();
            }
        } finally {
            turn.release();
        }
        Asks.await(start);
    }

    private void startNow() {
        try {
            for (var machine : restored()) {
                var unused = machine.require(Snapshots.class);
            }
            switch (wanted.start()) {
                case ALL -> {
                    cluster.startAll();
                    cluster.waitAll(cluster.machines(), Machine::waitForShell);
                }
                case BY_HAND -> {
                }
            }
            start.complete(null);
        } catch (Exception e) {
            start.completeExceptionally(e);
        }
    }

    private List<Machine> restored() {
        return wanted.restored().stream().map(cluster::machine).toList();
    }

    /** Has the machines for one test alone, if it is to find them as the first one did, until the result is closed. */
    Optional<AutoCloseable> turn() throws InterruptedException {
        if (wanted.restored().isEmpty()) {
            return Optional.empty();
        }
        turn.acquire();
        return Optional.of(turn::release);
    }

    /** Makes those that are to be so as the first test has found them. */
    void clean() throws Exception {
        cluster.waitAll(restored(), machine -> {
            var kept = clean.get(machine.name());
            if (kept == null) {
                clean.put(machine.name(), machine.snapshot(CLEAN));
            } else {
                machine.restore(kept);
            }
        });
    }

    /** @throws dev.espalier.error.MachineDied if one has gone down that nobody brought down */
    void requireAlive() {
        var death = cluster.unexpectedDeath().toCompletableFuture();
        if (death.isDone()) {
            throw death.join();
        }
    }

    /** Whether nobody has been told yet what the machines were like when this failed. */
    boolean isToBeExplained(Throwable failure) {
        return explained.add(failure);
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            cluster.close();
        } finally {
            reporter.finish();
        }
    }
}

package dev.espalier.bench.deaths;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.bench.MachineProcess;
import dev.espalier.bench.Scratch;
import dev.espalier.error.MachineDied;
import dev.espalier.runtime.io.FileTree;

/** A machine that is killed again and again while several things are wanted of it. */
final class Kills implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Path directory;
    private final Cluster cluster;
    private final Machine machine;

    private Kills(Path directory, String backend) throws InterruptedException {
        this.directory = directory;
        cluster = Cluster.open(ClusterSpec.of(NodeSpec.of("one", new ImageSpec.Tiny()).backend(backend).onVlans()),
                ClusterSettings.defaults(directory));
        machine = cluster.machine("one");
    }

    /** @param backend {@code qemu} or {@code nspawn} */
    static Kills of(String backend) throws IOException, InterruptedException {
        return Scratch.holding(directory -> new Kills(directory, backend));
    }

    /**
     * Starts it, kills it, and returns how long after that each of those knew who waited for something.
     *
     * @throws IllegalStateException if one of them was told something else than that it died, or nothing
     */
    List<Duration> next() {
        machine.start();
        machine.waitForShell();
        var waiting = List.<Runnable>of(() -> machine.execute("sleep 600"),
                () -> machine.waitForFile("/never", LONG),
                () -> machine.waitUntilSucceeds("false", LONG),
                () -> machine.waitForConsoleText("never", LONG), machine::waitForShutdown)
                .stream()
                .map(Kills::inBackground)
                .toList();
        var unused = machine.succeed("sleep 0.1");
        var began = System.nanoTime();
        MachineProcess.running().destroyForcibly();
        var took = new ArrayList<Duration>();
        for (var call : waiting) {
            took.add(Duration.ofNanos(call.join() - began));
        }
        return took;
    }

    /** Done with the time at which it failed as it is to. */
    private static CompletableFuture<Long> inBackground(Runnable call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                call.run();
            } catch (MachineDied died) {
                return System.nanoTime();
            }
            throw new IllegalStateException("a call on a machine that died has ended as if it had not");
        }, task -> Thread.ofVirtual().start(task));
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        FileTree.remove(directory);
    }
}

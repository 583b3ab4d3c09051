package dev.espalier.bench.guest;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.bench.MachineProcess;
import dev.espalier.bench.Scratch;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.snapshot.Snapshot;

/** Machines of a cluster of Espalier's, the first of which is measured. */
public final class Machines implements Subject, AutoCloseable {
    private static final int PORT = 7000;
    private static final int CHUNK = 64 * 1024;

    private final Path directory;
    private final Cluster cluster;
    private final Machine machine;
    private final ConcurrentLinkedQueue<TestEvent> events = new ConcurrentLinkedQueue<>();

    private Machines(Path directory, NodeSpec... nodes) throws InterruptedException {
        this.directory = directory;
        cluster = Cluster.open(ClusterSpec.of(nodes), ClusterSettings.defaults(directory).events(events::add));
        machine = cluster.machine(nodes[0].name());
    }

    /** A cluster whose machines have not been started, and whose consoles are among its events. */
    public static Machines open(NodeSpec... nodes) throws IOException, InterruptedException {
        var machines = Scratch.holding(directory -> new Machines(directory, nodes));
        machines.cluster.serialStdoutOn();
        return machines;
    }

    /** One whose machines all answer. */
    public static Machines start(NodeSpec... nodes) throws IOException, InterruptedException {
        var machines = Scratch.holding(directory -> new Machines(directory, nodes));
        machines.start();
        return machines;
    }

    /** Starts all, and waits until they answer. */
    public void start() {
        cluster.startAll();
        cluster.machines().forEach(Machine::waitForShell);
    }

    /** The first. */
    public Machine first() {
        return machine;
    }

    /** Every one, in the order of their names. */
    public List<Machine> all() {
        return cluster.machines();
    }

    /**
     * More machines like the first, which go on from its snapshot and answer.
     *
     * @throws IllegalStateException if one does not
     */
    public List<Machine> fork(Snapshot snapshot, int count) {
        try {
            return cluster.fork(snapshot, count);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that has happened, in order. */
    public List<TestEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void succeed() {
        var unused = machine.succeed("true");
    }

    /** So many commands at once, until the last one is done. */
    public void succeedAtOnce(int number) {
        IntStream.range(0, number)
                .mapToObj(command -> inBackground(this::succeed))
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Override
    public long download(long bytes) {
        var arrived = new LongAdder();
        stream(Zeros.command(bytes), ShellInput.none(), new OutputStream() {
            @Override
            public void write(int one) {
                arrived.increment();
            }

            @Override
            public void write(byte[] some, int from, int length) {
                arrived.add(length);
            }
        });
        return arrived.sum();
    }

    @Override
    public void upload(long bytes) {
        stream(Zeros.reading(bytes), new ShellInput(bytes, () -> new Zeros(bytes)).withoutEnd(),
                OutputStream.nullOutputStream());
    }

    /**
     * Nanoseconds to fetch so many bytes through a forwarded port, from the first of them on.
     *
     * @throws IOException if they do not all come
     */
    public long forwarded(long bytes) throws IOException {
        run("nc -ll -p " + PORT + " -e " + Zeros.command(bytes).replace(" 2>/dev/null", "")
                + " >/dev/null 2>&1 </dev/null &");
        machine.waitForOpenPort(PORT);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), machine.forwardPort(PORT))) {
            var chunk = new byte[CHUNK];
            var input = socket.getInputStream();
            long arrived = input.read(chunk);
            var begin = System.nanoTime();
            while (arrived < bytes) {
                var count = input.read(chunk);
                if (count < 0) {
                    throw new EOFException("of " + bytes + " bytes " + arrived + " came");
                }
                arrived += count;
            }
            return System.nanoTime() - begin;
        }
    }

    private void run(String command) {
        stream(command, ShellInput.none(), OutputStream.nullOutputStream());
    }

    private void stream(String command, ShellInput input, OutputStream output) {
        if (machine.stream(command, CommandOptions.DEFAULT.stdin(input), output,
                OutputStream.nullOutputStream()) != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    /** Nanoseconds from the order to make a file to the end of a wait for it. */
    public long reaction() {
        var file = directory.getFileName() + "-here";
        var waiting = inBackground(() -> machine.waitForFile("/tmp/" + file));
        run("sleep 0.5");
        var begin = System.nanoTime();
        run("touch /tmp/" + file);
        waiting.join();
        var took = System.nanoTime() - begin;
        run("rm /tmp/" + file);
        return took;
    }

    /** Nanoseconds from the death of the machine's process to the exception of the command that it ran. */
    public long death() {
        var process = MachineProcess.running();
        var command = inBackground(() -> machine.execute("sleep 60"));
        run("true");
        var begin = System.nanoTime();
        process.destroyForcibly();
        var death = command.handle((end, failure) -> failure).join();
        var took = System.nanoTime() - begin;
        if (death == null || !(death.getCause() instanceof MachineDied)) {
            throw new IllegalStateException("the machine should have died", death);
        }
        return took;
    }

    private static CompletableFuture<Void> inBackground(Runnable work) {
        return CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task));
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        FileTree.remove(directory);
    }
}

package dev.espalier.bench.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.bench.MachineProcess;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.MachineDied;
import dev.espalier.runtime.io.FileTree;

/** Machines of a cluster of Espalier's, the first of which is measured. */
final class EspalierSubject implements Subject, AutoCloseable {
    private final Path directory;
    private final Cluster cluster;
    private final Machine machine;

    EspalierSubject(NodeSpec... nodes) throws IOException, InterruptedException {
        directory = Files.createTempDirectory("espalier-bench");
        cluster = Cluster.open(ClusterSpec.of(nodes), ClusterSettings.defaults(directory));
        machine = cluster.machine(nodes[0].name());
        cluster.startAll();
        List.of(nodes).forEach(node -> cluster.machine(node.name()).waitForShell());
    }

    @Override
    public void succeed() {
        var unused = machine.succeed("true");
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
    long reaction() {
        var waiting = inBackground(() -> machine.waitForFile("/tmp/here"));
        run("sleep 0.5");
        var begin = System.nanoTime();
        run("touch /tmp/here");
        waiting.join();
        var took = System.nanoTime() - begin;
        run("rm /tmp/here");
        return took;
    }

    /** Nanoseconds from the death of the machine's QEMU to the exception of the command that it ran. */
    long death() {
        var qemu = MachineProcess.running();
        var command = inBackground(() -> machine.execute("sleep 60"));
        run("true");
        var begin = System.nanoTime();
        qemu.destroyForcibly();
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

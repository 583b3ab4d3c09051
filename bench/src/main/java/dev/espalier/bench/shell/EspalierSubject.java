package dev.espalier.bench.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandOptions;

/** A machine of a cluster of Espalier's. */
final class EspalierSubject implements Subject {
    private final Path directory;
    private final Cluster cluster;
    private final Machine machine;

    EspalierSubject(NodeSpec node) throws IOException, InterruptedException {
        directory = Files.createTempDirectory("espalier-bench");
        cluster = Cluster.open(ClusterSpec.of(node), ClusterSettings.defaults(directory));
        machine = cluster.machine(node.name());
        machine.waitForShell();
    }

    Machine machine() {
        return machine;
    }

    @Override
    public void succeed() {
        var unused = machine.succeed("true");
    }

    @Override
    public long download(long bytes) {
        var received = new LongAdder();
        stream(Zeros.command(bytes), ShellInput.none(), new OutputStream() {
            @Override
            public void write(int one) {
                received.increment();
            }

            @Override
            public void write(byte[] some, int from, int length) {
                received.add(length);
            }
        });
        return received.sum();
    }

    @Override
    public void upload(long bytes) {
        stream("cat >/dev/null", new ShellInput(bytes, () -> new Zeros(bytes)), OutputStream.nullOutputStream());
    }

    private void stream(String command, ShellInput input, OutputStream output) {
        if (machine.stream(command, CommandOptions.DEFAULT, input, output, OutputStream.nullOutputStream()) != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}

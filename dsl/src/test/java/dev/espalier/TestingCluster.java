package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.tck.HostProcesses;
import dev.espalier.tck.ObservedCluster;

/** A cluster of machines with which Espalier itself is tested. */
final class TestingCluster extends ObservedCluster {
    final Cluster cluster = cluster();
    final Path runBase = runBase();

    TestingCluster(Path directory, NodeSpec... nodes) throws IOException, InterruptedException {
        this(directory, Duration.ofMinutes(2), nodes);
    }

    TestingCluster(Path directory, Duration bootPatience, NodeSpec... nodes) throws IOException, InterruptedException {
        super(directory, images(), bootPatience, nodes);
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

    /** Brings a machine with systemd to where it is up, by a boot or by what one has left for all tests. */
    static void bootOrRestore(Machine machine) throws InterruptedException {
        machine.prepare("until systemctl --quiet is-active multi-user.target; do sleep 0.1; done");
    }

    /** Closes it, and makes sure that nothing of it runs any more or lies where it kept its files. */
    void closeWithoutTrace() throws IOException {
        close();
        assertThat(processes()).isEmpty();
        assertThat(leftovers()).isEmpty();
    }

    /** The processes below this JVM: those of all open clusters. */
    static List<ProcessHandle> processes() {
        return HostProcesses.all();
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
}

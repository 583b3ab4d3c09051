package dev.espalier.tck.qemu;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;

/** @param node what all machines are but for their names */
record QemuUnderTest(NodeSpec node) implements BackendUnderTest {

    /** Busybox, and a kernel. */
    static final QemuUnderTest TINY = new QemuUnderTest(
            NodeSpec.of("any", new ImageSpec.Tiny()).memoryMib(256).onVlans());

    /** Systemd, GNU's tools and a disk. */
    static final QemuUnderTest DEBIAN = new QemuUnderTest(
            NodeSpec.of("any", new ImageSpec.Debian(List.of("nginx-light"))).onVlans());

    QemuUnderTest memoryMib(int memory) {
        return new QemuUnderTest(node.memoryMib(memory));
    }

    QemuUnderTest options(Options options) {
        return new QemuUnderTest(node.options(options));
    }

    @Override
    public NodeSpec node(String name) {
        return node.name(name);
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    @Override
    public ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(words -> words.getFirst().contains("qemu-system") && words.contains(machine));
    }
}

package dev.espalier.tck.firecracker;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.firecracker.FirecrackerOptions;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;
import dev.espalier.tck.MonitorFromEnvironment;

/**
 * Machines of the Firecracker that the environment names.
 *
 * @param image what all its machines start from
 */
record FirecrackerUnderTest(ImageSpec image) implements BackendUnderTest {
    private static final MonitorFromEnvironment MONITOR = new MonitorFromEnvironment("Firecracker",
            "ESPALIER_FIRECRACKER");

    /** Busybox, and a kernel. */
    static final FirecrackerUnderTest TINY = new FirecrackerUnderTest(new ImageSpec.Tiny());

    /** Systemd, GNU's tools and a disk. */
    static final FirecrackerUnderTest DEBIAN = new FirecrackerUnderTest(new ImageSpec.Debian(List.of("nginx-light")));

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, image)
                .backend("firecracker")
                .memoryMib(512)
                .onVlans()
                .options(Options.none().with(FirecrackerOptions.PROGRAM, MONITOR.program()));
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    @Override
    public ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(words -> words.contains("--api-sock") && words.contains(machine));
    }
}

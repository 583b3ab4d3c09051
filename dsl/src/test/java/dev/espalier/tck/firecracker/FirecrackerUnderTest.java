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
 * @param image  what all its machines start from
 * @param confinement what it sees of its host
 */
record FirecrackerUnderTest(ImageSpec image, Confinement confinement) implements BackendUnderTest {
    /** Options that say so. */
    interface Confinement {
        Options of(Options others);
    }

    private static final MonitorFromEnvironment JAILER = new MonitorFromEnvironment("jailer of Firecracker's",
            "ESPALIER_JAILER");
    private static final MonitorFromEnvironment MONITOR = new MonitorFromEnvironment("Firecracker",
            "ESPALIER_FIRECRACKER");

    /** Busybox, and a kernel. */
    static final FirecrackerUnderTest TINY = new FirecrackerUnderTest(new ImageSpec.Tiny(), others -> others);

    /** Systemd, GNU's tools and a disk. */
    static final FirecrackerUnderTest DEBIAN = new FirecrackerUnderTest(
            new ImageSpec.Debian(List.of("nginx-light")), others -> others);

    /** Busybox, in a jail by the jailer that the environment names. */
    static final FirecrackerUnderTest JAILED = new FirecrackerUnderTest(new ImageSpec.Tiny(),
            FirecrackerUnderTest::jailed);

    /** Systemd, in a jail. */
    static final FirecrackerUnderTest JAILED_DEBIAN = new FirecrackerUnderTest(DEBIAN.image(),
            FirecrackerUnderTest::jailed);

    /** What every machine is called in its jail. */
    private static final String PRISONER = "vm";

    private static Options jailed(Options others) {
        return others.with(FirecrackerOptions.JAILER, JAILER.program());
    }

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, image)
                .backend("firecracker")
                .memoryMib(512)
                .onVlans()
                .options(confinement.of(Options.none().with(FirecrackerOptions.PROGRAM, MONITOR.program())));
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    @Override
    public ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(words -> MONITOR.isRunBy(words) && (words.contains(machine) || words.contains(PRISONER)));
    }
}

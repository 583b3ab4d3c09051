package dev.espalier.tck.nspawn;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;

/** @param image what all its machines start from */
record NspawnUnderTest(ImageSpec image) implements BackendUnderTest {

    /** Busybox. */
    static final NspawnUnderTest TINY = new NspawnUnderTest(new ImageSpec.Tiny());

    /** Systemd, and GNU's tools. */
    static final NspawnUnderTest DEBIAN = new NspawnUnderTest(new ImageSpec.Debian(List.of("nginx-light")));

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, image).backend("nspawn").onVlans();
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    @Override
    public ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    @Override
    public void kill(String machine) {
        HostProcesses.kill(
                words -> words.getFirst().endsWith("systemd-nspawn") && words.contains("--machine=" + machine));
    }
}

package dev.espalier.tck.firecracker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.NodeSpec;
import dev.espalier.backends.firecracker.FirecrackerOptions;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;
import org.opentest4j.TestAbortedException;

/**
 * Machines of the Firecracker that the environment names by {@value #PROGRAM}. Where it names none the tests are skipped and say
 * so, also where CI is set: there is nothing that a host could install.
 *
 * @param image what all its machines start from
 */
record FirecrackerUnderTest(ImageSpec image) implements BackendUnderTest {
    private static final String PROGRAM = "ESPALIER_FIRECRACKER";

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
                .options(Options.none().with(FirecrackerOptions.PROGRAM, program()));
    }

    private static Path program() {
        return Optional.ofNullable(System.getenv(PROGRAM)).map(Path::of).orElseThrow(() -> {
            var why = "no Firecracker to test: " + PROGRAM + " is to name one";
            System.out.println("SKIPPED " + why);
            return new TestAbortedException(why);
        });
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

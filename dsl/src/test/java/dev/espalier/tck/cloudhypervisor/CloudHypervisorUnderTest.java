package dev.espalier.tck.cloudhypervisor;

import java.nio.file.Path;
import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.cloudhypervisor.CloudHypervisorOptions;
import dev.espalier.backends.image.ImageCache;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.Options;
import dev.espalier.tck.BackendUnderTest;
import dev.espalier.tck.HostProcesses;
import dev.espalier.tck.MonitorFromEnvironment;

/**
 * Machines of the Cloud Hypervisor that the environment names.
 *
 * @param image   what all its machines start from
 * @param options what they are beyond that
 */
record CloudHypervisorUnderTest(ImageSpec image, Options options) implements BackendUnderTest {
    private static final MonitorFromEnvironment MONITOR = new MonitorFromEnvironment("Cloud Hypervisor",
            "ESPALIER_CLOUD_HYPERVISOR");

    /** Busybox, and a kernel. */
    static final CloudHypervisorUnderTest TINY = new CloudHypervisorUnderTest(new ImageSpec.Tiny(), Options.none());

    /** The same, which may be given more while it runs. */
    static final CloudHypervisorUnderTest ROOMY = new CloudHypervisorUnderTest(new ImageSpec.Tiny(), Options.none()
            .with(CloudHypervisorOptions.MAX_CPUS, 2)
            .with(CloudHypervisorOptions.MAX_MEMORY_MIB, 1024));

    /** Systemd, GNU's tools and a disk. */
    static final CloudHypervisorUnderTest DEBIAN = new CloudHypervisorUnderTest(
            new ImageSpec.Debian(List.of("nginx-light")), Options.none());

    @Override
    public NodeSpec node(String name) {
        return NodeSpec.of(name, image)
                .backend("cloud-hypervisor")
                .memoryMib(512)
                .onVlans()
                .options(options.with(CloudHypervisorOptions.PROGRAM, MONITOR.program()));
    }

    /** A cache that outlives one run of the tests; {@code -Despalier.cache=DIR} names another. */
    @Override
    public ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }

    /** Its process has no name of a machine's: it is to be the only one. */
    @Override
    public void kill(String machine) {
        HostProcesses.kill(MONITOR::isRunBy);
    }
}

package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The test in {@code two-nodes}, once more, as a JUnit test. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TwoNodesIT {

    private ClusterSettings settings = ClusterSettings.defaults(Path.of(""));

    @BeforeEach
    void settings(@TempDir Path consoleLogs) {
        settings = ClusterSettings.defaults(consoleLogs).images(Examples.images());
    }

    @Test
    @DisplayName("the client fetches the server's page, and notices that the server has shut down")
    void twoNodes() throws Exception {
        var nodes = ClusterSpec.of(
                NodeSpec.of("server", new ImageSpec.Debian(List.of("nginx-light"))),
                NodeSpec.of("client", new ImageSpec.Tiny()));

        try (var cluster = Cluster.open(nodes, settings)) {
            cluster.startAll();
            var server = cluster.machine("server");
            var client = cluster.machine("client");

            server.waitForUnit("nginx");
            server.waitForOpenPort(80);
            assertThat(client.succeed("wget -q -O - http://server/")).contains("Welcome to nginx!");

            server.shutdown();
            client.fail("timeout 3 wget -q -O - http://server/");
        }
    }
}

package dev.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.junit.Nodes;
import dev.espalier.junit.VmTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test in {@code two-nodes}, once more, as a JUnit test. A test of yours needs no {@link NeedsTools}. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "nsenter", "ip", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@VmTest
class TwoNodesIT {

    @Nodes
    static final ClusterSpec NODES = ClusterSpec.of(
            NodeSpec.of("server", new ImageSpec.Debian(List.of("nginx-light"))),
            NodeSpec.of("client", new ImageSpec.Tiny()));

    @Test
    @DisplayName("the client fetches the server's page, and notices that the server has shut down")
    void serves(Machine server, Machine client) {
        server.waitForUnit("nginx");
        server.waitForOpenPort(80);
        assertThat(client.succeed("wget -q -O - http://server/")).contains("Welcome to nginx!");

        server.shutdown();
        client.fail("timeout 3 wget -q -O - http://server/");
    }
}

package dev.espalier.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;

import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Classes as users write them, whose machines boot; run by {@link VmTestIT}. */
final class VmTestGuestCases {
    private VmTestGuestCases() {}

    @VmTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class SnapshotCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(NodeSpec.of("one", new ImageSpec.Tiny()).memoryMib(256));

        @Vm
        @Snapshot
        private static Machine one;

        @BeforeAll
        static void prepare() {
            one.succeed("echo prepared >/prepared");
        }

        @RepeatedTest(10)
        @Order(1)
        void asTheFirst() {
            assertThat(one.succeed("ls /made 2>&1 || cat /prepared")).endsWith("No such file or directory\nprepared\n");
            one.succeed("touch /made");
        }

        @Test
        @Order(2)
        void fails() {
            one.succeed("rm -r /prepared /bin/busybox");
            fail("on purpose");
        }
    }

    @VmTest
    static class ContainerCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec.of(
                NodeSpec.of("box", new ImageSpec.Debian(List.of("nginx-light"))).backend("nspawn"));

        @Test
        void fails(Machine box) {
            box.succeed("systemd-cat echo 'written for the journal'; journalctl --sync; false");
        }
    }
}

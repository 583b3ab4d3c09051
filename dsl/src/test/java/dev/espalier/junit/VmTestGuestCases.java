package dev.espalier.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageCache;
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

    /** The tiny system, beside a disk of 1 MiB that it does nothing with. */
    private static GuestImage withDisk() {
        try {
            var tiny = new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")))
                    .get(new ImageSpec.Tiny(), progress -> {});
            var disk = Files.write(Path.of("target/snapshot-case.img").toAbsolutePath(), new byte[1 << 20]);
            return new GuestImage(tiny.kernel(), tiny.initrd(), Optional.of(disk), tiny.kernelParameters());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @VmTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class SnapshotCase {
        @Nodes
        static final ClusterSpec NODES = ClusterSpec
                .of(NodeSpec.of("one", new ImageSpec.Files(withDisk())).memoryMib(256));

        @Vm
        @Snapshot
        private static Machine one;

        @BeforeAll
        static void prepare() {
            one.succeed("echo prepared >/prepared");
            write("first");
        }

        private static void write(String fiveLetters) {
            one.succeed("printf " + fiveLetters + " | dd of=/dev/vda conv=fsync,notrunc 2>/dev/null");
        }

        @RepeatedTest(10)
        @Order(1)
        void asTheFirst() {
            assertThat(one.succeed("ls /made 2>&1 || cat /prepared")).endsWith("No such file or directory\nprepared\n");
            assertThat(one.succeed("echo 1 >/proc/sys/vm/drop_caches; head -c 5 /dev/vda")).isEqualTo("first");
            one.succeed("touch /made");
            write("wrong");
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

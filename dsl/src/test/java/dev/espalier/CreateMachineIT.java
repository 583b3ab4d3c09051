package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that a test adds to a cluster whose others run. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alone
class CreateMachineIT {
    private TestingCluster test;
    private Machine first;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.tiny("first"));
        first = test.machine("first");
        first.waitForShell();
    }

    @AfterAll
    void close() throws Exception {
        test.closeWithoutTrace();
    }

    @Test
    @DisplayName("one like another is on its network, under the next number, and like any machine of the cluster")
    void likeAnother() throws Exception {
        var second = test.cluster.createMachine("second", first);
        assertThat(second.isUp()).isFalse();
        assertThat(second.succeed("hostname")).isEqualTo("second\n");
        second.succeed("ping -c 1 first");
        var address = second.succeed("ip -4 -o address show eth0 | sed 's|.* inet \\(.*\\)/24 .*|\\1|'");
        assertThat(address).startsWith("192.168.1.").isNotEqualTo("192.168.1.1\n");
        first.succeed("ping -c 1 " + address);
        assertThat(test.cluster.machines()).contains(first, second);
        assertThat(test.machine("second")).isSameAs(second);
        second.crash();
        second.succeed("ping -c 1 first");
    }

    @Test
    @DisplayName("two on a network that was not there before reach each other, and nobody else")
    void onANewNetwork() throws Exception {
        var left = test.cluster.createMachine(TestingCluster.tiny("left").onVlans(7));
        var right = test.cluster.createMachine("right", left);
        test.cluster.waitAll(List.of(left, right), Machine::waitForShell);
        right.succeed("ping -c 1 left");
        right.fail("ping -c 1 -W 1 first");
    }

    @Test
    @DisplayName("a name that is taken, and a machine that nobody could have, are refused and leave the cluster as it is")
    void refused() throws Exception {
        var before = test.cluster.machines().size();
        assertThatThrownBy(() -> test.cluster.createMachine("first", first))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two machines are called first");
        assertThatThrownBy(() -> test.cluster.createMachine(TestingCluster.tiny("odd").memoryMib(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd has 0 MiB");
        assertThat(test.cluster.machines()).hasSize(before);
        first.succeed("true");
    }
}

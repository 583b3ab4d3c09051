package dev.espalier.runtime.namespace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.espalier.runtime.namespace.Isolation.Users;
import dev.espalier.runtime.testing.ChildJvm;
import dev.espalier.runtime.testing.HeldNamespace;
import dev.espalier.runtime.testing.NeedsHost;
import dev.espalier.runtime.testing.ProcessTable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
@NeedsHost(programs = {"unshare", "nsenter", "ip", "setpriv"})
class KeeperOfAKilledJvmTest {
    /** The kernel needs milliseconds; this host may have other things to do. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String mark = "marked-" + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(value = Users.class, names = {"HOST", "ROOT_ONLY"})
    @DisplayName("what a JVM started in its namespaces ends with it, though it was killed")
    @NeedsHost(root = true)
    void killed(Users users) throws Exception {
        try (var jvm = ChildJvm.running(KeeperHolder.class, users.name(),
                "ip link add marked type bridge && ip link set marked up && echo bridged",
                "trap '' TERM HUP INT; echo child; sleep 1000; : " + mark,
                "setsid sh -c 'setsid sh -c \"echo grandchild; sleep 1000; : " + mark + "\" & sleep 1000; : " + mark
                        + "' & echo; wait")) {
            assertThat(jvm.awaitLine("said: ")).isEqualTo("bridged");
            assertThat(jvm.awaitLine("said: ")).isEqualTo("child");
            assertEndsWith(jvm);
        }
        assertThat(NetworkInterface.getByName("marked")).isNull();
    }

    @Test
    @DisplayName("an ordinary user's do too")
    @NeedsHost(root = true)
    void killedAsAnOrdinaryUser() throws Exception {
        var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        try (var jvm = ChildJvm.through(nobody, KeeperHolder.CLASS_PATH, KeeperHolder.class, "ROOT_ONLY",
                "id -u; sleep 1000; : " + mark)) {
            assertThat(jvm.awaitLine("said: ")).isEqualTo("0");
            assertEndsWith(jvm);
        }
    }

    @Test
    @DisplayName("an ordinary user makes bridges and TAPs inside, where the TUN device is open to all")
    @NeedsHost(root = true, files = "/dev/net/tun")
    void tapAsAnOrdinaryUser() throws Exception {
        var openTun = List.of("unshare", "--mount", "sh", "-c", """
                mount -t tmpfs tmpfs /dev/net && mknod -m 666 /dev/net/tun c 10 200 &&
                exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
                """, "sh");
        try (var jvm = ChildJvm.through(openTun, KeeperHolder.CLASS_PATH, KeeperHolder.class, "ROOT_ONLY",
                "ip link add br1 type bridge && ip tuntap add dev t0 mode tap && ip link set t0 master br1 up && echo yes")) {
            assertThat(jvm.awaitLine("said: ")).isEqualTo("yes");
            jvm.awaitLine("keeper: ");
        }
        assertThat(NetworkInterface.getByName("t0")).isNull();
    }

    private void assertEndsWith(ChildJvm jvm) throws IOException {
        var keeper = Long.parseLong(jvm.awaitLine("keeper: "));
        try (var processNamespace = HeldNamespace.of(keeper, "pid"); var network = HeldNamespace.of(keeper, "net")) {
            assertEndsWith(jvm, keeper);
            processNamespace.assertIsEmpty();
            network.assertIsEmpty();
        }
    }

    private void assertEndsWith(ChildJvm jvm, long keeper) {
        var processes = ProcessHandle.allProcesses()
                .filter(process -> process.pid() == keeper || ProcessTable.has(process, mark))
                .filter(process -> process.pid() != jvm.pid())
                .toList();
        assertThat(processes).hasSizeGreaterThan(1);

        var killed = System.nanoTime();
        jvm.kill();
        ProcessTable.awaitEnd(processes);

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(SOON);
        assertThat(ProcessTable.livingWith(mark)).isEmpty();
    }
}

package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import dev.espalier.NodeSpec;
import dev.espalier.backends.spi.Power;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines that their cluster brings to life, and takes it from, as against those that are there anyway. */
@ContractOf(Power.class)
public abstract class PowerContract extends MachineContract {
    private static final String OTHER = "two";

    protected PowerContract(BackendUnderTest backend) {
        super(backend);
    }

    @Override
    protected List<NodeSpec> nodes() {
        return List.of(backend.node(NAME), backend.node(OTHER));
    }

    @AfterEach
    void nobodyDied() {
        assertThat(cluster.cluster().unexpectedDeath().toCompletableFuture()).isNotDone();
    }

    @Test
    @DisplayName("two machines have nothing in common: neither name nor files nor processes")
    void apart() {
        var two = cluster.machine(OTHER);
        assertThat(one.succeed("hostname")).isEqualTo("one\n");
        assertThat(two.succeed("hostname")).isEqualTo("two\n");
        one.succeed("touch /run/mark", "sleep 40961 >/dev/null 2>&1 &");
        one.waitUntilSucceeds("grep -l '4096[1]' /proc/[1-9]*/cmdline");
        two.fail("[ -e /run/mark ]");
        two.fail("grep -l '4096[1]' /proc/[1-9]*/cmdline");
    }

    @Test
    @DisplayName("a machine that is shut down is down, and a command brings it up again, without what ran on it")
    void shutdown() {
        one.succeed("touch /run/lost");
        one.shutdown();
        assertThat(one.isUp()).isFalse();
        one.shutdown();
        one.succeed("[ ! -e /run/lost ]");
        assertThat(one.isUp()).isTrue();
    }

    @Test
    @DisplayName("a crash ends what the machine is asked, as something that the test did; it starts again")
    void crash() throws Exception {
        one.succeed("touch /run/lost");
        var pending = meanwhile(() -> one.execute("sleep 600"));
        var unused = cluster.await(TestEvent.CommandStarted.class, started -> started.command().equals("sleep 600"));
        one.crash();
        assertThatThrownBy(pending::get).cause()
                .isInstanceOfSatisfying(MachineDied.class,
                        died -> assertThat(died.death()).isEqualTo(new Death.Stopped()));
        assertThat(one.isUp()).isFalse();
        one.crash();
        one.start();
        one.succeed("[ ! -e /run/lost ]");
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.error.ClusterFailed;
import dev.espalier.error.CommandLost;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MissingCapability;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is so of machines on this host alone; all else that is expected of them is in their contracts. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LocalMachineTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("its home outlives a shutdown and a crash")
    void home() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            one.succeed("touch kept");
            one.shutdown();
            one.succeed("[ -e kept ]");
            one.crash();
            one.start();
            one.succeed("[ -e kept ]");
        }
    }

    @Test
    @DisplayName("who is interrupted while a cluster opens is told just that, and nothing of it stays")
    void interruptedOpening() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new TestingCluster(directory, TestingCluster.local("one")))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a file that a cluster cannot have fails it in words that name the file, and nothing of it stays")
    void withoutConsole() throws Exception {
        var taken = Files.createDirectory(directory.resolve("console-one.log"));
        assertThatThrownBy(() -> new TestingCluster(directory, TestingCluster.local("one")))
                .isInstanceOf(ClusterFailed.class)
                .hasMessageContainingAll("cannot be set up on this host", taken.toString(), "Is a directory");
        assertThat(TestingCluster.processes()).isEmpty();
    }

    @Test
    @DisplayName("a command that says more than its shell hands out fails in those words, and the next one is answered")
    void tooLarge() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.succeed("head -c 60000000 /dev/zero")).isInstanceOf(CommandLost.class)
                    .hasMessageContaining("48 MB");
            assertThat(one.succeed("head -c 1000000 /dev/zero")).hasSize(1_000_000);
        }
    }

    @Test
    @DisplayName("a machine that is crashed again and again answers after each start")
    void crashes() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            for (int life = 0; life < 30; life++) {
                assertThat(one.execute("echo " + life, Duration.ofSeconds(20)).stdout()).isEqualTo(life + "\n");
                one.crash();
            }
        }
    }

    @Test
    @DisplayName("a machine that does not come up again is not started to survive reboots; who does is named")
    void noReboot() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.start(StartOptions.allowReboot())).isInstanceOf(MissingCapability.class)
                    .hasMessageContainingAll("one has no Reboot", "local", "with the backend qemu");
            one.succeed("true");
            assertThatThrownBy(one::reboot).isInstanceOf(RebootNotAllowed.class);
        }
    }

    @Test
    @DisplayName("a death is told before those hear of it who wait: what they then find out of the machine is true")
    void deathIsToldFirst() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            one.succeed("true");
            var running = one.start("sleep 600");
            var doneWhenTold = test.cluster.unexpectedDeath().thenApply(died -> running.isDone());
            HostProcesses.kill(words -> words.getFirst().equals("sh") && words.getLast().equals("one"));
            assertThatThrownBy(running::await).isInstanceOf(MachineDied.class);
            assertThat(one.isUp()).isFalse();
            assertThat(doneWhenTold.toCompletableFuture()).isCompletedWithValue(false);
        }
    }
}

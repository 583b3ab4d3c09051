package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.error.CommandFailed;
import dev.espalier.error.Death;
import dev.espalier.error.EspalierException;
import dev.espalier.error.MachineDied;
import dev.espalier.error.MissingCapability;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LocalMachineTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a command's exit status and both outputs come back apart")
    void commands() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var result = test.machine("one").execute("echo out; echo err >&2; exit 3");
            assertThat(result.exitStatus()).isEqualTo(3);
            assertThat(result.stdout()).isEqualTo("out\n");
            assertThat(result.stderr()).isEqualTo("err\n");
        }
    }

    @Test
    @DisplayName("bytes that are no text come back as they are")
    void binaryOutput() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var bytes = test.machine("one").execute("printf '\\000\\377\\n\\001'").stdoutBytes();
            assertThat(bytes).containsExactly(0, -1, '\n', 1);
        }
    }

    @Test
    @DisplayName("succeed names machine, command, exit status, stdout and stderr when it fails")
    void failedCommand() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(() -> test.machine("one").succeed("echo a word; echo a complaint >&2; exit 7"))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContainingAll("one", "echo a word", "exit status 7", "a word", "a complaint");
        }
    }

    @Test
    @DisplayName("a failure inside a pipe or before the last line is a failure")
    void pipefail() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            test.machine("one").fail("false | cat");
            test.machine("one").fail("false\ntrue");
        }
    }

    @Test
    @DisplayName("fail throws when the command succeeds")
    void unexpectedSuccess() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(() -> test.machine("one").fail("true")).isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("was to fail");
        }
    }

    @Test
    @DisplayName("a command that reads its standard input finds it empty and does not eat the next command")
    void stdin() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThat(test.machine("one").succeed("cat; echo done")).isEqualTo("done\n");
            assertThat(test.machine("one").succeed("echo next")).isEqualTo("next\n");
        }
    }

    @Test
    @DisplayName("a background process that keeps standard output does not hold up its command")
    void backgroundProcess() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThat(test.machine("one").execute("sleep 50 & echo started", Duration.ofSeconds(20)).stdout())
                    .isEqualTo("started\n");
        }
    }

    @Test
    @DisplayName("a command is ended by its timeout with status 124, and the next one runs")
    void timeout() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThat(test.machine("one").execute("sleep 50", Duration.ofMillis(300)).exitStatus()).isEqualTo(124);
            assertThat(test.machine("one").succeed("echo next")).isEqualTo("next\n");
        }
    }

    @Test
    @DisplayName("commands given by many threads each get their own output")
    void manyThreads() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var answers = IntStream.range(0, 30)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> test.machine("one").succeed("echo " + n),
                            command -> Thread.ofVirtual().start(command)))
                    .toList();
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get()).isEqualTo(n + "\n");
            }
        }
    }

    @Test
    @DisplayName("a machine has its own host name, processes and /run")
    void isolation() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"), TestingCluster.local("two"))) {
            assertThat(test.machine("one").succeed("hostname")).isEqualTo("one\n");
            test.machine("one").succeed("touch /run/mark");
            test.machine("two").fail("[ -e /run/mark ]");
            test.machine("one").succeed("(exec -a espalier-mark sleep 60) >/dev/null 2>&1 &");
            test.machine("one").waitUntilSucceeds("grep -l 'espalier[-]mark' /proc/[1-9]*/cmdline");
            test.machine("two").fail("grep -l 'espalier[-]mark' /proc/[1-9]*/cmdline");
        }
    }

    @Test
    @DisplayName("waitUntilSucceeds sees a change soon after it happens")
    void waiting() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            one.succeed("(sleep 0.5; touch /run/here) >/dev/null 2>&1 &");
            one.waitForFile("/run/here");
        }
    }

    @Test
    @DisplayName("a wait in vain says how it stood at the last look")
    void waitingInVain() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            assertThatThrownBy(
                    () -> test.machine("one").waitUntilSucceeds("echo not yet; exit 4", Duration.ofSeconds(1)))
                    .isInstanceOf(WaitTimedOut.class)
                    .hasMessageContainingAll("one", "not yet", "exit status 4");
        }
    }

    @Test
    @DisplayName("a machine that is killed while a command runs ends the command with its signal")
    void killed() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            one.succeed("true");
            var command = CompletableFuture.supplyAsync(() -> one.execute("kill -KILL -1; sleep 50"),
                    work -> Thread.ofVirtual().start(work));
            assertThatThrownBy(command::get).cause()
                    .isInstanceOfSatisfying(MachineDied.class,
                            died -> assertThat(died.death()).isInstanceOf(Death.ProcessEnded.class));
            assertThat(test.cluster.unexpectedDeath().toCompletableFuture().get().machine()).isEqualTo("one");
        }
    }

    @Test
    @DisplayName("shutdown and crash bring a machine down, and it starts again")
    void lifecycle() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            one.succeed("touch kept; touch /run/lost");
            one.shutdown();
            one.succeed("[ -e kept ]", "[ ! -e /run/lost ]");
            one.crash();
            one.start();
            one.succeed("[ -e kept ]");
            assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isNotDone();
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
    @DisplayName("a closed cluster leaves nothing in its directory, and a pending command learns of it")
    void closing() throws Exception {
        var test = new TestingCluster(directory, TestingCluster.local("one"));
        var one = test.machine("one");
        one.succeed("true");
        var command = CompletableFuture.supplyAsync(() -> one.execute("sleep 50"),
                work -> Thread.ofVirtual().start(work));
        test.close();
        assertThatThrownBy(command::get).hasCauseInstanceOf(EspalierException.class);
        assertThat(test.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("a machine without a reset button is not started to survive resets; who has one is named")
    void noReboot() throws Exception {
        try (var test = new TestingCluster(directory, TestingCluster.local("one"))) {
            var one = test.machine("one");
            assertThatThrownBy(() -> one.start(StartOptions.allowReboot())).isInstanceOf(MissingCapability.class)
                    .hasMessageContainingAll("one has no Reset", "local", "with the backend qemu");
            one.succeed("true");
            assertThatThrownBy(one::reboot).isInstanceOf(RebootNotAllowed.class);
        }
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.engine.MachineRestart;
import dev.espalier.error.Death;
import dev.espalier.error.MachineDied;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.tck.HostProcesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that comes back if it goes down by itself. */
@Timeout(60)
class PermanentMachineTest {
    private static final RestartIntensity TWICE = new RestartIntensity(2, Duration.ofMinutes(10));
    private static final Duration SHORT = Duration.ofMillis(300);

    private TestingCluster test;
    private Machine one;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory,
                TestingCluster.local("one").restart(new MachineRestart.Permanent(SHORT, SHORT, TWICE)),
                TestingCluster.local("slow")
                        .restart(
                                new MachineRestart.Permanent(Duration.ofMinutes(5), Duration.ofMinutes(5), TWICE)));
        one = test.machine("one");
        one.succeed("true");
    }

    @AfterEach
    void close() {
        test.close();
        assertThat(TestingCluster.processes()).isEmpty();
    }

    /** The process that all others on the machine hang from. */
    private static void kill(String machine) {
        HostProcesses.kill(words -> words.getFirst().equals("sh") && words.getLast().equals(machine));
    }

    private void awaitRestart(String machine) throws InterruptedException {
        assertThat(test.await(TestEvent.MachineRestarting.class, restarting -> restarting.machine().equals(machine))
                .why()).contains(machine);
    }

    @Test
    @DisplayName("what it is asked when it goes down fails; what comes then waits until it is back, and no run fails for it")
    void comesBack() throws Exception {
        var pending = CompletableFuture.runAsync(() -> one.execute("sleep 600"));
        var unused = test.await(TestEvent.CommandStarted.class, started -> started.command().equals("sleep 600"));
        kill("one");
        assertThatThrownBy(() -> pending.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(MachineDied.class);
        assertThat(one.succeed("echo back")).isEqualTo("back\n");
        assertThat(one.isUp()).isTrue();
        awaitRestart("one");
        assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isNotDone();
    }

    @Test
    @DisplayName("going down more often than is allowed, it has died for good, and says so")
    void tooOften() throws Exception {
        for (int restart = 0; restart < TWICE.restarts(); restart++) {
            kill("one");
            awaitRestart("one");
            one.succeed("true");
        }
        assertThat(test.cluster.unexpectedDeath().toCompletableFuture()).isNotDone();
        kill("one");
        assertThat(test.cluster.unexpectedDeath().toCompletableFuture().get(30, TimeUnit.SECONDS).machine())
                .isEqualTo("one");
        assertThatThrownBy(() -> one.succeed("true")).isInstanceOf(MachineDied.class);
    }

    @Test
    @DisplayName("while it is down it can be started at once, or told to stay down")
    void down() throws Exception {
        var slow = test.machine("slow");
        slow.succeed("true");
        kill("slow");
        awaitRestart("slow");
        slow.start();
        slow.succeed("true");

        kill("slow");
        awaitRestart("slow");
        var waiting = CompletableFuture.runAsync(() -> slow.execute("true"));
        var begun = test.await(TestEvent.CommandStarted.class, started -> started.machine().equals("slow"));
        assertThat(begun.command()).isEqualTo("true");
        slow.crash();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).cause()
                .isInstanceOfSatisfying(MachineDied.class,
                        died -> assertThat(died.death()).isEqualTo(new Death.Stopped()));
        assertThat(slow.isUp()).isFalse();
        slow.succeed("true");
    }

    @Test
    @DisplayName("a restart that fails is one more time that it goes down")
    void cannotStart() throws Exception {
        try (var directories = Files.list(test.runBase)) {
            for (var cluster : directories.filter(Files::isDirectory).toList()) {
                FileTree.remove(cluster.resolve("1"));
            }
        }
        kill("one");
        assertThat(test.cluster.unexpectedDeath().toCompletableFuture().get(30, TimeUnit.SECONDS).machine())
                .isEqualTo("one");
        assertThat(test.events().stream().filter(TestEvent.MachineRestarting.class::isInstance))
                .hasSize(TWICE.restarts());
    }

    @Test
    @DisplayName("a cluster that is closed does not wait for it")
    void closed() throws Exception {
        var slow = test.machine("slow");
        slow.succeed("true");
        kill("slow");
        awaitRestart("slow");
        var waiting = CompletableFuture.runAsync(() -> slow.execute("true"));
        var begun = test.await(TestEvent.CommandStarted.class, started -> started.machine().equals("slow"));
        assertThat(begun.command()).isEqualTo("true");
        test.close();
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).isNotNull();
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.error.MachineDied;
import dev.espalier.error.WaitInVain;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for what a machine says on its console. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConsoleTextTest {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(40);

    /** Says on the console what its arguments say. */
    private static final String SAY = "echo %s >/proc/1/fd/2";

    private TestingCluster test;
    private Machine one;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.local("one"));
        one = test.machine("one");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static CompletableFuture<String> meanwhile(Callable<String> wait) {
        var result = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(wait.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Test
    @DisplayName("what a wait for console text has found is over for the next one, and so is what came before a start")
    void consoleTextTwice() {
        one.succeed(SAY.formatted("login"), SAY.formatted("login"), SAY.formatted("login"));
        one.waitForConsoleText("login", LONG);
        one.waitForConsoleText("login", LONG);
        one.crash();
        one.start();
        assertThatThrownBy(() -> one.waitForConsoleText("login", MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("one", "console text login");
    }

    @Test
    @DisplayName("what a machine said before it was shut down is found without starting it again")
    void consoleOfTheLastLife() {
        one.succeed(SAY.formatted("good bye"));
        one.crash();
        assertThat(one.waitForConsoleText("good", LONG)).isEqualTo("good bye");
        assertThat(test.events()).filteredOn(TestEvent.MachineStarting.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("a wait for console text starts the machine, and ends when it dies or is shut down")
    void consoleEnds() throws Exception {
        var forgotten = meanwhile(() -> one.waitForConsoleText("never said"));
        one.waitForShell();
        one.crash();
        assertThatThrownBy(forgotten::get).cause()
                .isInstanceOf(WaitInVain.class)
                .hasMessageContainingAll("one", "never said", "is down");
        one.start();
        var killed = meanwhile(() -> one.waitForConsoleText("never said"));
        one.succeed("(sleep 0.3; echo last words >/proc/1/fd/2; kill -KILL -1) >/dev/null 2>&1 &");
        assertThatThrownBy(killed::get).cause().isInstanceOf(MachineDied.class).hasMessageContaining("last words");
        assertThatThrownBy(() -> one.waitForConsoleText("said after death")).isInstanceOf(MachineDied.class);
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.MachineDied;
import dev.espalier.error.UnitFailed;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.testing.Alone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known to go wrong with drivers of virtual machines, and does not here: one machine for all of it. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alone
class NotAsElsewhereIT {
    private static final Duration MOMENT = Duration.ofMillis(500);

    private TestingCluster test;
    private Machine one;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, TestingCluster.tiny("one"));
        one = test.machine("one");
        one.waitForShell();
    }

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    @DisplayName("a wait in vain fails the test: for a port, a file, a text on screen or console, a tty, a closed port")
    void waitsFail() {
        assertThatThrownBy(() -> one.waitForOpenPort(4711, MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitForFile("/nothing", MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitForText("never said", MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitForConsoleText("never said", MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitUntilTtyMatches(1, "never said", MOMENT)).isInstanceOf(WaitTimedOut.class);
        assertThatThrownBy(() -> one.waitUntilSucceeds("false", MOMENT)).isInstanceOf(WaitTimedOut.class);
    }

    @Test
    @DisplayName("while a command runs, there is screen, keyboard, console, monitor, and another command")
    void allAtOnce() {
        var running = one.start("while [ ! -e /run/go ]; do sleep 0.1; done");
        one.sendKey("a");
        assertThat(one.screenshot("meanwhile")).isNotEmptyFile();
        assertThat(one.consoleLog()).isNotEmpty();
        assertThat(one.sendMonitorCommand("info status")).contains("running");
        assertThat(one.isUp()).isTrue();
        one.succeed("touch /run/go");
        assertThat(running.await().succeeded()).isTrue();
    }

    @Test
    @DisplayName("a unit is not waited for where there is no systemd")
    void noUnits() {
        assertThatThrownBy(() -> one.waitForUnit("nginx", MOMENT)).isNotInstanceOf(WaitTimedOut.class)
                .isNotInstanceOf(UnitFailed.class)
                .hasMessageContaining("systemd");
    }

    @Test
    @DisplayName("consoles are told while that is wanted, and what a test says there with them")
    void consoles() {
        one.succeed("echo 'told to nobody' >/dev/console");
        one.waitForConsoleText("told to nobody");
        test.cluster.serialStdoutOn();
        one.succeed("echo 'told to all' >/dev/console");
        one.waitForConsoleText("told to all");
        one.logSerial("a remark");
        test.cluster.serialStdoutOff();
        one.logSerial("another");
        assertThat(test.events().stream().filter(TestEvent.ConsoleSaid.class::isInstance))
                .extracting(event -> ((TestEvent.ConsoleSaid) event).line())
                .contains("told to all", "a remark")
                .doesNotContain("told to nobody", "another");
    }

    @Test
    @DisplayName("events of QEMU's are waited for, and a text screen is read in the one right way")
    void shortForms() {
        one.pause();
        one.resume();
        assertThat(one.waitForQmpEvent(event -> event.name().equals("RESUME")).name()).isEqualTo("RESUME");
        assertThat(one.getScreenTextVariants()).hasSize(1);
    }

    @Test
    @DisplayName("a machine that dies ends what waits for it, at once; one that is let go or powers itself off is down")
    void ends(@TempDir Path directory) throws Exception {
        try (var other = new TestingCluster(directory, TestingCluster.tiny("two"))) {
            var two = other.machine("two");
            two.succeed("(sleep 0.5; poweroff) >/dev/null 2>&1 &");
            other.cluster.joinAll();
            assertThat(two.isUp()).isFalse();
            two.waitForShell();
            two.release();
            assertThat(two.isUp()).isFalse();
            two.waitForShell();
            var waiting = CompletableFuture.runAsync(() -> two.waitForFile("/never"),
                    work -> Thread.ofVirtual().start(work));
            two.start("echo c >/proc/sysrq-trigger");
            assertThatThrownBy(waiting::get).cause().isInstanceOf(MachineDied.class);
        }
    }
}

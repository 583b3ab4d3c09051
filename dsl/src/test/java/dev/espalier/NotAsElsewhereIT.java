package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.MachineDied;
import dev.espalier.error.QmpFailed;
import dev.espalier.error.UnitFailed;
import dev.espalier.error.WaitTimedOut;
import dev.espalier.report.TestEvent;
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
    @DisplayName("a part of a command that fails is not passed over")
    void strictCommands() {
        one.fail("false | cat");
        one.fail("false\ntrue");
        one.fail("echo $undefined");
    }

    @Test
    @DisplayName("a command's failure tells machine, command, status and both outputs")
    void failures() {
        assertThatThrownBy(() -> one.succeed("echo said; echo complained >&2; exit 3"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll("one", "echo said; echo complained", "3", "said", "complained");
    }

    @Test
    @DisplayName("a command that reads its standard input reads none of what is said to its shell")
    void stdinReader() {
        assertThat(one.succeed("cat; echo end", "echo next")).isEqualTo("end\nnext\n");
    }

    @Test
    @DisplayName("a command is what it was written as, to the last blank")
    void notDedented() {
        assertThat(one.succeed("cat <<'END'\n    two  \n  words\nEND\n")).isEqualTo("    two  \n  words\n");
        assertThat(one.succeed("echo 'it'\\''s'")).isEqualTo("it's\n");
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
    @DisplayName("a process in the background keeps nobody waiting")
    void background() {
        one.succeed("(while [ ! -e /run/enough ]; do sleep 0.1; done) & true");
        one.succeed("touch /run/enough");
    }

    @Test
    @DisplayName("a command whose time is up is gone, and the next one runs at once")
    void timeout() {
        assertThat(one.execute("sleep 600", MOMENT).exitStatus()).isEqualTo(124);
        assertThat(one.succeed("pidof sleep || echo none")).isEqualTo("none\n");
    }

    @Test
    @DisplayName("every punctuation character is a key")
    void punctuation() {
        assertThatCode(() -> one.sendChars(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("what QEMU refuses is an error")
    void refusals() {
        assertThatThrownBy(() -> one.qemu().qmp("no-such-command")).isInstanceOf(QmpFailed.class);
    }

    @Test
    @DisplayName("files of hundreds of kilobytes are copied like small ones")
    void copies(@TempDir Path here) throws Exception {
        for (int kilobytes : new int[]{90, 98, 100, 200}) {
            var file = Files.write(here.resolve("file"), new byte[kilobytes * 1024]);
            one.copyFromHost(file, "/run/copy");
            assertThat(one.copyFromMachine("/run/copy", here.resolve("back"))).hasSameBinaryContentAs(file);
        }
    }

    @Test
    @DisplayName("output of any size comes whole")
    void output() {
        for (int megabytes : new int[]{1, 5, 20, 50}) {
            assertThat(one.execute("dd if=/dev/zero bs=1M count=" + megabytes + " 2>/dev/null").stdoutBytes())
                    .hasSize(megabytes * 1024 * 1024);
        }
    }

    @Test
    @DisplayName("a unit is not waited for where there is no systemd")
    void noUnits() {
        assertThatThrownBy(() -> one.waitForUnit("nginx", MOMENT)).isNotInstanceOf(WaitTimedOut.class)
                .isNotInstanceOf(UnitFailed.class)
                .hasMessageContaining("systemd");
    }

    @Test
    @DisplayName("a machine that was started is not started again")
    void startIsIdempotent() {
        var bootId = one.succeed("cat /proc/sys/kernel/random/boot_id");
        one.start();
        test.cluster.startAll();
        assertThat(one.succeed("cat /proc/sys/kernel/random/boot_id")).isEqualTo(bootId);
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

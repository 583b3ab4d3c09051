package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.NeedsTools;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine with systemd offers beside its commands: one Debian machine for all tests. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod", "mmdebstrap", "mke2fs"})
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianToolsIT {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final CommandOptions ALICE = CommandOptions.as("alice");

    private TestingCluster test;
    private Machine web;

    @BeforeAll
    void boot(@TempDir Path directory) throws Exception {
        test = new TestingCluster(directory, NodeSpec.of("web", new ImageSpec.Debian(List.of("nginx-light"))));
        web = test.machine("web");
        TestingCluster.bootOrRestore(web);
        web.succeed("useradd --create-home --shell /bin/bash alice");
        web.succeed("""
                uid=$(id -u alice); install -d -m 700 -o alice /run/user/$uid
                systemd-run --quiet --unit=alice --uid=alice --property=Delegate=yes --property=Type=notify \
                --setenv=XDG_RUNTIME_DIR=/run/user/$uid /lib/systemd/systemd --user""");
    }

    @AfterAll
    void close() {
        test.close();
    }

    private void unit(String name, String how, String command) {
        web.succeed("systemd-run --quiet --no-block --unit='" + name + "' " + how + " sh -c '" + command + "'");
    }

    private void aliceUnit(String name, String how, String command) {
        web.succeed("systemd-run --user --quiet --no-block --unit='" + name + "' " + how + " sh -c '" + command + "'",
                ALICE);
    }

    @Test
    @DisplayName("a command of a user's has the user's home, groups and runtime directory, and nothing of root's")
    void userCommands() {
        var words = web.succeed("echo $(id -un) $(id -Gn) $PWD $HOME $USER $LOGNAME $SHELL $XDG_RUNTIME_DIR $A",
                ALICE.environment("A", "it's")).strip();
        assertThat(words).isEqualTo("alice alice /home/alice /home/alice alice alice /bin/bash /run/user/"
                + web.succeed("id -u alice").strip() + " it's");
        web.fail("cat /etc/shadow", ALICE);
        web.fail("false | true", ALICE);
        assertThat(web.succeed("pwd", ALICE.directory("/usr"))).isEqualTo("/usr\n");
    }

    @Test
    @DisplayName("the timeout of a user's command ends all that it has started")
    void userTimeout() {
        assertThat(web.execute("sleep 4711 & sleep 4711; true", ALICE.timeout(MOMENT)).exitStatus())
                .isEqualTo(CommandResult.TIMED_OUT);
        web.fail("pgrep -f '^sleep 4711'");
    }

    @Test
    @DisplayName("units are started, shown, wanted in a state, and stopped")
    void units() {
        assertThat(web.startJob("nginx").succeeded()).isTrue();
        web.requireUnitState("nginx");
        assertThat(web.getUnitProperty("nginx", "SubState")).isEqualTo("running");
        assertThat(web.getUnitInfo("nginx")).containsEntry("Id", "nginx.service")
                .containsEntry("ActiveState", "active")
                .hasEntrySatisfying("ExecStart", value -> assertThat(value).contains("path=/usr/sbin/nginx"));
        assertThat(web.systemctl("is-active nginx | tr a-z A-Z").stdout()).isEqualTo("ACTIVE\n");
        assertThat(web.stopJob("nginx").succeeded()).isTrue();
        web.requireUnitState("nginx", "inactive");
        assertThat(web.startJob("no-such-unit").succeeded()).isFalse();
    }

    @Test
    @DisplayName("a unit in another state than wanted is a failure, with what systemd says about it")
    void wrongState() {
        unit("exiting", "--property=Type=oneshot", "echo a complaint; exit 4");
        assertThatThrownBy(() -> web.waitForUnit("exiting", LONG)).isInstanceOf(UnitFailed.class);
        assertThatThrownBy(() -> web.requireUnitState("exiting")).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("web", "exiting is failed and was to be active", "status=4", "a complaint");
        assertThatThrownBy(() -> web.getUnitProperty("exiting", "NoSuchThing")).isInstanceOf(UnitFailed.class)
                .hasMessageContaining("has no property NoSuchThing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "a b", "it's", "x\"y", "$(touch /run/mark)", "new\nline"})
    @DisplayName("a unit's odd name is its name, and nothing to a shell or to systemctl")
    void oddNames(String unit) {
        assertThatThrownBy(() -> web.waitForUnit(unit, MOMENT))
                .isInstanceOfAny(UnitFailed.class, WaitTimedOut.class)
                .hasMessageContaining("unit " + unit.lines().findFirst().orElseThrow());
        assertThat(web.startJob(unit).succeeded()).isFalse();
        web.succeed("[ ! -e /run/mark ]");
    }

    @Test
    @DisplayName("a user's unit is waited for, shown and stopped")
    void userUnits() {
        aliceUnit("hers", "--property=Type=oneshot --remain-after-exit", "sleep 1; echo a greeting of hers");
        web.waitForUnit("hers", "alice", LONG);
        assertThat(web.getUnitProperty("hers", "SubState", "alice")).isEqualTo("exited");
        assertThat(web.getUnitInfo("hers", "alice")).containsEntry("Id", "hers.service");
        assertThat(web.systemd().ofUser("alice").journal("hers")).contains("a greeting of hers");
        web.stopJob("hers", "alice");
        assertThatThrownBy(() -> web.systemd().ofUser("alice").requireUnitState("hers", "active"))
                .isInstanceOf(UnitFailed.class);
        assertThatThrownBy(() -> web.waitForUnit("hers", MOMENT)).isInstanceOf(UnitFailed.class)
                .hasMessageContaining("could not be found");
    }

    @Test
    @DisplayName("a user's unit that fails, or a user whom nobody knows, ends the wait at once")
    void userUnitsFail() {
        aliceUnit("broken", "--property=Type=oneshot", "sleep 1; echo a complaint of hers; exit 5");
        assertThatThrownBy(() -> web.waitForUnit("broken", "alice", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("unit broken has failed", "status=5", "a complaint of hers");
        assertThatThrownBy(() -> web.waitForUnit("idle", "alice", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContaining("is inactive and there are no pending jobs");
        assertThatThrownBy(() -> web.waitForUnit("any", "nobody-knows", LONG)).isInstanceOf(UnitFailed.class)
                .hasMessageContainingAll("nobody-knows", "no such user");
    }

    @Test
    @DisplayName("a wait for a user whose manager does not run says so when the time is up")
    void noUserManager() {
        assertThatThrownBy(() -> web.waitForUnit("any", "nobody", MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("unit any of user nobody", "Failed to connect to bus");
    }

    @Test
    @DisplayName("the journal is there as a whole, by unit, and by its last lines")
    void journal() {
        unit("talker", "--property=Type=oneshot --remain-after-exit", "echo one; echo two; echo three");
        web.waitForUnit("talker", LONG);
        assertThat(web.journal("talker")).contains("one", "two", "three", "Finished").doesNotContain("nginx");
        assertThat(web.journal("talker", 1).lines().filter(line -> !line.startsWith("--"))).hasSize(1);
        assertThat(web.journal()).contains("Linux version", "three");
    }

    @Test
    @DisplayName("what stands on a tty can be read, waited for and logged")
    void tty() {
        web.succeed("printf 'Hello on tty2\\r\\n  second line   \\r\\n' >/dev/tty2");
        web.waitUntilTtyMatches(2, "^Hello .* tty2$", LONG);
        assertThat(web.getTtyText(2).lines()).startsWith("Hello on tty2", "  second line");
        web.dumpTtyContents(2);
        assertThat(test.events()).anyMatch(event -> event instanceof TestEvent.Logged logged
                && logged.text().equals("Hello on tty2") && logged.machine().orElse("").equals("web"));
        assertThatThrownBy(() -> web.waitUntilTtyMatches(2, "good ?bye", MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("good ?bye on tty2", "Hello on tty2");
        assertThatThrownBy(() -> web.getTtyText(63)).isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/dev/vcsa63");
    }

    @Test
    @DisplayName("X is there when a graphical session has begun and the server listens")
    void graphicalSession() {
        assertThatThrownBy(() -> web.waitForX(MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContaining("the X server");
        web.succeed("logger --tag systemd 'Reached target Current graphical user session.'; mkdir -p /tmp/.X11-unix");
        unit("server", "", "exec socat UNIX-LISTEN:/tmp/.X11-unix/X0 -");
        web.waitForX(LONG);
    }

    @Test
    @DisplayName("what the kernel says on the console is heard")
    void console() {
        web.succeed("echo '<1>espalier: a kernel message' >/dev/kmsg");
        assertThat(web.waitForConsoleText("espalier: a [a-z]+ message$", LONG)).contains("a kernel message");
    }

    @Test
    @DisplayName("a wait for a port of systemd's guests says what listens, with the program's name")
    void port() {
        web.startJob("nginx");
        web.waitForOpenPort(80, LONG);
        assertThatThrownBy(() -> web.waitForOpenPort(81, MOMENT)).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll("port 81", "listening", "nginx");
    }
}

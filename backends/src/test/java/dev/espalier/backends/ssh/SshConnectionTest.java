package dev.espalier.backends.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.espalier.backends.shell.Asked;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.shell.ShellReply;
import dev.espalier.backends.spi.MachineEvent;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real OpenSSH server, and what becomes of them. */
@Timeout(60)
@NeedsHost(programs = {"sshd", "ssh-keygen", "unshare"}, root = true)
class SshConnectionTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path home;

    @AfterEach
    void noThreadIsLeft() throws Exception {
        var moment = new CountDownLatch(1);
        for (int attempt = 0; attempt < 50 && !threads().isEmpty(); attempt++) {
            assertThat(moment.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces()
                .keySet()
                .stream()
                .map(Thread::getName)
                .filter(SshConnectionTest::isSsh)
                .toList();
    }

    private static boolean isSsh(String thread) {
        return thread.contains("sshd-") || thread.contains("SshClient");
    }

    private SshMachine reach(TestingSshd host) throws Exception {
        return new SshMachine(home, host.options(), ResetPolicy.END);
    }

    @Test
    @DisplayName("commands run on the host, many over one connection, as its user and at home")
    void commands() throws Exception {
        try (var host = TestingSshd.start(directory); var machine = reach(host)) {
            var connected = machine.await(MachineEvent.ShellConnected.class);
            assertThat(connected.bootId()).isEqualTo(Files.readString(directory.resolve("boot_id")).strip());
            var shell = connected.shell();
            assertThat(threads()).isNotEmpty();
            assertThat(machine.say(shell, "id -u; cd; [ . -ef \"$OLDPWD\" ] && echo home")).isEqualTo("0\nhome");
            var asked = IntStream.range(0, 40).mapToObj(number -> machine.ask(shell, "echo " + number)).toList();
            for (int number = 0; number < asked.size(); number++) {
                assertThat(asked.get(number).exitStatus()).isZero();
                assertThat(asked.get(number).text()).isEqualTo(number + "\n");
            }
            assertThat(host.sessions()).hasSize(1);
        }
    }

    @Test
    @DisplayName("a host that grants few channels runs as many commands at once, and all in the end")
    void fewSessions() throws Exception {
        try (var host = TestingSshd.start(directory, "MaxSessions 2"); var machine = reach(host)) {
            var shell = machine.awaitShell();
            var asked = IntStream.range(0, 10).mapToObj(number -> machine.ask(shell, "echo " + number)).toList();
            for (int number = 0; number < asked.size(); number++) {
                assertThat(asked.get(number).exitStatus()).isZero();
                assertThat(asked.get(number).text()).isEqualTo(number + "\n");
            }
            for (int time = 0; time < 5; time++) {
                assertThat(machine.say(shell, "sleep 100 & echo left")).isEqualTo("left");
            }
        }
    }

    @Test
    @DisplayName("commands that end while they are still being given input leave the connection whole")
    void endsUnderInput() throws Exception {
        try (var host = TestingSshd.start(directory); var machine = reach(host)) {
            var shell = machine.awaitShell();
            for (int time = 0; time < 40; time++) {
                var asked = IntStream.range(0, 8)
                        .mapToObj(number -> machine.ask(shell, "head -c " + 9_000 * number + " >/dev/null; exit 3",
                                ShellInput.of(new byte[3_000_000])))
                        .toList();
                for (var each : asked) {
                    assertThat(each.exitStatus()).isEqualTo(3);
                }
            }
            assertThat(host.sessions()).hasSize(1);
        }
    }

    @Test
    @DisplayName("a host that grants no channels is not reached, and that is why")
    void noSessions() throws Exception {
        try (var host = TestingSshd.start(directory, "MaxSessions 0"); var machine = reach(host)) {
            assertThat(machine.awaitFailure().reason()).isInstanceOf(SshFailure.NoCommands.class);
        }
    }

    @Test
    @DisplayName("a host that runs something else than what it is told is not reached, and what it says is told")
    void forcedCommand() throws Exception {
        try (var host = TestingSshd.start(directory, "ForceCommand echo this is a jump host only");
                var machine = reach(host)) {
            assertThat(machine.awaitFailure()).hasMessageContaining("this is a jump host only");
        }
    }

    @Test
    @DisplayName("at the end, what commands have running is ended on the host, and the host hears that this leaves")
    void leave() throws Exception {
        try (var host = TestingSshd.start(directory)) {
            Asked running;
            try (var machine = reach(host)) {
                var shell = machine.awaitShell();
                running = machine.ask(shell, "sleep 54321 & touch begun; wait");
                assertThat(machine.say(shell, "while [ ! -e begun ]; do sleep 0.1; done; rm begun; echo it"))
                        .isEqualTo("it");
                assertThat(host.runs("sleep 54321")).isTrue();
            }
            assertThat(running.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(host.runs("sleep 54321")).isFalse();
            assertThat(host.log()).contains("disconnect from");
        }
    }

    @Test
    @DisplayName("a connection whose server is killed is lost at once, with all commands")
    void killed() throws Exception {
        try (var host = TestingSshd.start(directory); var machine = reach(host)) {
            var shell = machine.awaitShell();
            var running = machine.ask(shell, "sleep 1000");
            assertThat(machine.say(shell, "echo it")).isEqualTo("it");
            host.killSessions();
            var before = Instant.now();
            assertThat(running.await()).isInstanceOfSatisfying(ShellReply.Interrupted.class,
                    interrupted -> assertThat(interrupted.why()).contains("connection was lost"));
            assertThat(machine.awaitEnd()).isInstanceOf(ExitReason.Failed.class);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("a host that gives no sign of life is lost as soon as its keep-alive says")
    void frozen() throws Exception {
        try (var host = TestingSshd.start(directory);
                var machine = new SshMachine(home, host.options().with(SshOptions.KEEP_ALIVE, 1), ResetPolicy.END)) {
            var shell = machine.awaitShell();
            var running = machine.ask(shell, "sleep 1000");
            assertThat(machine.say(shell, "sleep 6; echo it")).isEqualTo("it");
            host.freezeSessions();
            var before = Instant.now();
            assertThat(running.await()).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    @DisplayName("a host that may reboot is reached again by itself, in its next boot and in the same one")
    void again() throws Exception {
        try (var host = TestingSshd.start(directory);
                var machine = new SshMachine(home, host.options(), ResetPolicy.REBOOT)) {
            var first = machine.await(MachineEvent.ShellConnected.class);
            host.kill();
            var unused = machine.await(MachineEvent.ConnectionLost.class);
            var second = machine.await(MachineEvent.ShellConnected.class);
            assertThat(second.bootId()).isEqualTo(first.bootId());
            var reboot = machine.ask(second.shell(), "reboot");
            assertThat(reboot.await()).isInstanceOf(ShellReply.Interrupted.class);
            var third = machine.await(MachineEvent.ShellConnected.class);
            assertThat(third.bootId()).isNotEqualTo(first.bootId());
            assertThat(machine.say(third.shell(), "echo again")).isEqualTo("again");
        }
    }

    @Test
    @DisplayName("a host that comes up with another key is not reached again")
    void anotherKeyThen() throws Exception {
        try (var host = TestingSshd.start(directory);
                var machine = new SshMachine(home, host.options(), ResetPolicy.REBOOT)) {
            var unused = machine.awaitShell();
            host.changeKey();
            assertThat(machine.awaitEnd().describe()).contains("another host key than it should", "ssh-keygen");
        }
    }
}

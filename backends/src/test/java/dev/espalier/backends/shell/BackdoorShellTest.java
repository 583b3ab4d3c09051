package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.runtime.io.UnixListener;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.testing.Nursery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@SuppressWarnings("try")
class BackdoorShellTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ShellUser user = new ShellUser();
    private final Nursery nursery;
    private final Path socket;

    BackdoorShellTest(@TempDir Path directory) throws Exception {
        socket = directory.resolve("s");
        nursery = shellAt(socket, new BackdoorShell.Patience(LONG, Duration.ofMillis(200)));
    }

    private Nursery shellAt(Path listening, BackdoorShell.Patience patience) throws Exception {
        var shell = Nursery.of(
                ChildSpec.worker("shell", BackdoorShell.over(new UnixListener(listening), user, patience)));
        shell.awaitUp("shell");
        return shell;
    }

    @AfterEach
    void close() {
        nursery.close();
    }

    private ScriptedGuest guest() throws IOException {
        return ScriptedGuest.connectedTo(socket);
    }

    private ScriptedGuest connectedGuest() throws Exception {
        var guest = guest();
        guest.answerHello();
        assertThat(user.awaitConnection()).isEqualTo(ScriptedGuest.BOOT);
        return guest;
    }

    private Asked execute(String text) {
        return execute(text, LONG);
    }

    private Asked execute(String text, Duration timeout) {
        return user.execute(new ShellCommand(text, timeout));
    }

    private static ShellReply await(Asked asked) throws Exception {
        return asked.await();
    }

    private static void assertStdout(Asked asked, String text) throws Exception {
        assertThat(asked.exitStatus()).isZero();
        assertThat(asked.text()).isEqualTo(text);
    }

    @Test
    @DisplayName("a guest that boots greets, is asked who it is, and takes commands")
    void boot() throws Exception {
        try (var guest = guest()) {
            guest.hear();
            guest.say(ScriptedGuest.GREETING);
            guest.answerHello();
            user.awaitConnection();
            var reply = execute("echo hi");
            guest.say(ScriptedGuest.answer(guest.hear(), "hi"));
            assertStdout(reply, "hi");
        }
    }

    @Test
    @DisplayName("a guest that runs already does not greet, and answers")
    void noGreeting() throws Exception {
        connectedGuest().close();
        user.awaitDisconnection();
    }

    @Test
    @DisplayName("a greeting in pieces and behind half a line is a greeting")
    void greetingInPieces() throws Exception {
        try (var guest = guest()) {
            guest.hear();
            guest.say("[    0.1] random: crng ");
            for (var letter : ScriptedGuest.GREETING.toCharArray()) {
                guest.say(String.valueOf(letter));
            }
            guest.answerHello();
            user.awaitConnection();
        }
    }

    @Test
    @DisplayName("a console that still echoes answers neither hello nor a command in the guest's place")
    void echo() throws Exception {
        try (var guest = guest()) {
            var hello = guest.hear();
            guest.say(hello + "\r\n" + ScriptedGuest.helloAnswer(hello).strip() + "\r\n");
            user.awaitConnection();
            var reply = execute("echo hi");
            var request = guest.hear();
            guest.say(request + "\r\n");
            guest.say(ScriptedGuest.answer(request, "hi"));
            assertStdout(reply, "hi");
        }
    }

    @Test
    @DisplayName("commands are run one after the other, in the order they were given")
    void order() throws Exception {
        try (var guest = connectedGuest()) {
            var first = execute("first");
            var second = execute("second");
            var third = execute("third");
            for (var name : new String[]{"first", "second", "third"}) {
                var request = guest.hear();
                assertThat(request).contains(name);
                guest.say(ScriptedGuest.answer(request, name));
            }
            assertStdout(first, "first");
            assertStdout(second, "second");
            assertStdout(third, "third");
        }
    }

    @Test
    @DisplayName("a guest that hangs up interrupts its command and those that wait")
    void hangUp() throws Exception {
        var guest = connectedGuest();
        var running = execute("first");
        var waiting = execute("second");
        guest.hear();
        guest.close();
        assertThat(await(running)).isInstanceOf(ShellReply.Interrupted.class);
        assertThat(await(waiting)).isInstanceOf(ShellReply.Interrupted.class);
        user.awaitDisconnection();
        assertThat(await(execute("third"))).isInstanceOf(ShellReply.Interrupted.class);
        connectedGuest().close();
    }

    @Test
    @DisplayName("a backdoor that is started anew has lost its command; those that wait are run when it answers again")
    void restart() throws Exception {
        try (var guest = connectedGuest()) {
            var running = execute("first");
            var waiting = execute("second");
            guest.hear();
            guest.say("half of an ans" + ScriptedGuest.GREETING);
            assertThat(await(running)).isInstanceOf(ShellReply.Interrupted.class);
            user.awaitDisconnection();
            guest.answerHello();
            user.awaitConnection();
            guest.say(ScriptedGuest.answer(guest.hear(), "done"));
            assertStdout(waiting, "done");
        }
    }

    @Test
    @DisplayName("another boot of the guest runs nothing that was asked of the last one")
    void reboot() throws Exception {
        try (var guest = connectedGuest()) {
            var running = execute("first");
            var waiting = execute("second");
            guest.hear();
            guest.say(ScriptedGuest.GREETING);
            user.awaitDisconnection();
            guest.say(ScriptedGuest.helloAnswer(guest.hear(), ScriptedGuest.NEXT_BOOT));
            assertThat(user.awaitConnection()).isEqualTo(ScriptedGuest.NEXT_BOOT);
            assertThat(await(running)).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(await(waiting)).isInstanceOf(ShellReply.Interrupted.class);
            var next = execute("third");
            var request = guest.hear();
            assertThat(request).contains("third", ScriptedGuest.NEXT_BOOT);
            guest.say(ScriptedGuest.answer(request, "done"));
            assertStdout(next, "done");
        }
    }

    @Test
    @DisplayName("a guest that greets between commands is asked who it is")
    void rebootWhenIdle() throws Exception {
        try (var guest = connectedGuest()) {
            guest.say(ScriptedGuest.GREETING);
            user.awaitDisconnection();
            guest.answerHello();
            user.awaitConnection();
        }
    }

    @Test
    @DisplayName("a guest that never answers is given up after the command's time, and asked who it is")
    void silence() throws Exception {
        try (var guest = connectedGuest()) {
            var reply = execute("first", Duration.ofMillis(100));
            var late = guest.hear();
            assertThat(await(reply)).isEqualTo(new ShellReply.NoAnswer(Duration.ofMillis(300)));
            user.awaitDisconnection();
            var waiting = execute("second");
            guest.say(ScriptedGuest.answer(late, "too late"));
            guest.answerHello();
            user.awaitConnection();
            guest.say(ScriptedGuest.answer(guest.hear(), "in time"));
            assertStdout(waiting, "in time");
        }
    }

    @Test
    @DisplayName("a damaged reply is told as one, and the next command runs")
    void damage() throws Exception {
        try (var guest = connectedGuest()) {
            var first = execute("first");
            guest.say(ScriptedGuest.answer(guest.hear(), "some output").replaceFirst(" 000 ", " 00 "));
            assertThat(await(first)).isInstanceOf(ShellReply.Damaged.class);
            var second = execute("second");
            guest.say(ScriptedGuest.answer(guest.hear(), "whole"));
            assertStdout(second, "whole");
        }
    }

    @Test
    @DisplayName("a damaged hello is asked for again")
    void damagedHello() throws Exception {
        try (var guest = guest()) {
            guest.say("noise\n");
            guest.say(ScriptedGuest.helloAnswer(guest.hear()).replace(" 1ddc", " 1dc"));
            guest.answerHello();
            assertThat(user.awaitConnection()).isEqualTo(ScriptedGuest.BOOT);
        }
    }

    @Test
    @DisplayName("a hello whose answer is lost, or damaged beyond recognition, is asked for again")
    void lostHello(@TempDir Path directory) throws Exception {
        var impatient = directory.resolve("s");
        try (var shell = shellAt(impatient, new BackdoorShell.Patience(Duration.ofMillis(50), LONG));
                var guest = ScriptedGuest.connectedTo(impatient)) {
            guest.hear();
            guest.say(ScriptedGuest.helloAnswer(guest.hear()).substring(1));
            guest.answerHello();
            assertThat(user.awaitConnection()).isEqualTo(ScriptedGuest.BOOT);
        }
    }

    @Test
    @DisplayName("noise on the console, with lines and without, hides no answer")
    void noise() throws Exception {
        try (var guest = connectedGuest()) {
            var reply = execute("first");
            var request = guest.hear();
            guest.say("\u0000\u001b[31mnoise\n".repeat(100_000));
            guest.say("x".repeat(1_000_000) + ScriptedGuest.answer(request, "heard"));
            assertStdout(reply, "heard");
        }
    }

    @Test
    @DisplayName("an answer in single bytes is an answer")
    void singleBytes() throws Exception {
        try (var guest = connectedGuest()) {
            var reply = execute("first");
            for (var letter : ScriptedGuest.answer(guest.hear(), "slowly").toCharArray()) {
                guest.say(String.valueOf(letter));
            }
            assertStdout(reply, "slowly");
        }
    }

    @Test
    @DisplayName("being stopped, it interrupts what runs and waits, and hangs up")
    void stopped() throws Exception {
        try (var guest = connectedGuest()) {
            var running = execute("first");
            var waiting = execute("second");
            guest.hear();
            nursery.terminate("shell");
            assertThat(await(running)).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(await(waiting)).isInstanceOf(ShellReply.Interrupted.class);
            assertThat(guest.hearsTheEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("a shell with nobody at the other end refuses at once")
    void nobody() throws Exception {
        connectedGuest().close();
        user.awaitDisconnection();
        assertThat(await(execute("first"))).isInstanceOf(ShellReply.Interrupted.class);
    }
}

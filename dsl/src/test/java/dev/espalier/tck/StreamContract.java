package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandLost;
import dev.espalier.report.TestEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What is expected of commands beyond {@link CommandContract} on a machine whose shell does not go by a console: many at once,
 * of any length, with input, heard while they run, ended when nobody wants them any more.
 */
public abstract class StreamContract extends CommandContract {
    private static final CommandOptions LONG = CommandOptions.within(Duration.ofMinutes(2));

    protected StreamContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("commands run at once, on shells that differ")
    void atOnce() {
        var flags = place + "/flag-";
        var waiting = new ArrayList<CommandHandle>();
        for (int number = 0; number < 8; number++) {
            waiting.add(one.start("touch " + flags + number + "; while [ ! -e " + flags + "go ]; do sleep 0.1; done"));
        }
        one.succeed("while [ $(ls " + flags + "* | wc -l) -lt 8 ]; do sleep 0.1; done; touch " + flags + "go");
        assertThat(waiting).allSatisfy(command -> assertThat(command.await().exitStatus()).isZero());
    }

    @Test
    @DisplayName("whichever shell a command gets, what it starts does not ignore SIGINT and SIGQUIT")
    void signalsOfTerminals() {
        var here = place + "/here-";
        var commands = new ArrayList<CommandHandle>();
        for (int number = 0; number < 8; number++) {
            commands.add(one.start("touch " + here + number + "; while [ $(ls " + here + "* | wc -l) -lt 8 ]; do "
                    + "sleep 0.1; done; grep SigIgn /proc/self/status"));
        }
        assertThat(commands)
                .allSatisfy(command -> assertThat(command.await().stdout()).matches("SigIgn:\\s+[0-9a-f]+[0189]\n"));
    }

    @Test
    @DisplayName("a hundred commands at once, of all sizes: every byte and every status is right")
    void hundred() {
        var random = new Random(1);
        var commands = new ArrayList<CommandHandle>();
        var sizes = new ArrayList<Integer>();
        for (int number = 0; number < 100; number++) {
            var size = number % 20 == 0 ? 4 * 1024 * 1024 : random.nextInt(1, 20_000);
            sizes.add(size);
            commands.add(
                    one.start("head -c %d /dev/zero | tr '\\0' '\\%03o'; exit %d".formatted(size, number, number)));
        }
        for (int number = 0; number < 100; number++) {
            var result = commands.get(number).await();
            var expected = new byte[sizes.get(number)];
            Arrays.fill(expected, (byte) number);
            assertThat(result.exitStatus()).isEqualTo(number);
            assertThat(Arrays.equals(result.stdoutBytes(), expected)).as("output of " + number).isTrue();
        }
    }

    @Test
    @DisplayName("both outputs at once, of many megabytes, lose nothing")
    void bothOutputs() {
        var result = one.execute("head -c 20000000 /dev/zero >&2 & head -c 20000000 /dev/zero; wait");
        assertThat(result.stdoutBytes()).hasSize(20_000_000);
        assertThat(result.stderrBytes()).hasSize(20_000_000);
    }

    @Test
    @DisplayName("what a command writes is passed on while it runs")
    void streaming() {
        var seen = new ByteArrayOutputStream();
        var first = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[]{(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (seen.size() == 0) {
                    one.succeed("touch " + place + "/seen");
                }
                seen.write(bytes, from, length);
            }
        };
        assertThat(one.stream("echo first; while [ ! -e " + place + "/seen ]; do sleep 0.1; done; echo second", LONG,
                first, OutputStream.nullOutputStream())).isZero();
        assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsecond\n");
    }

    @Test
    @DisplayName("more output than is ever kept goes to a file, to the last byte")
    void longOutput() throws Exception {
        var file = output.resolve("big");
        var megabytes = CollectedOutput.LIMIT / 1024 / 1024 + 44;
        try (var out = Files.newOutputStream(file)) {
            assertThat(one.stream("dd if=/dev/zero bs=1M count=" + megabytes + " 2>/dev/null", LONG, out,
                    OutputStream.nullOutputStream())).isZero();
        }
        assertThat(Files.size(file)).isEqualTo(megabytes * 1024L * 1024);
        Files.delete(file);
    }

    @Test
    @DisplayName("output that cannot be written ends the command and says why")
    void brokenOutput() {
        assertThatThrownBy(() -> one.stream("while :; do echo more; done", LONG, new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("disk full");
            }
        }, OutputStream.nullOutputStream())).isInstanceOf(CommandLost.class).hasMessageContaining("disk full");
    }

    @Test
    @DisplayName("a command reads what it is given, to the last byte, and hands it back")
    void input() {
        var random = new byte[10 * 1024 * 1024 + 123];
        new Random(2).nextBytes(random);
        var back = new ByteArrayOutputStream();
        assertThat(one.stream("cat", LONG.stdin(random), back, OutputStream.nullOutputStream())).isZero();
        assertThat(Arrays.equals(back.toByteArray(), random)).isTrue();
    }

    @Test
    @DisplayName("a command reads what its options give it: text, bytes, a file; so does each attempt of a wait")
    void stdin() throws Exception {
        var file = Files.write(output.resolve("input"), new byte[100_000]);
        assertThat(one.succeed("cat", LONG.stdin("it's\ntext"))).isEqualTo("it's\ntext");
        assertThat(one.execute("cat", LONG.stdin(new byte[]{0, -1})).stdoutBytes()).containsExactly(0, -1);
        assertThat(one.succeed("wc -c", LONG.stdin(file))).isEqualTo("100000\n");
        one.fail("grep -q this", LONG.stdin("that"));
        assertThat(one.start("cat", LONG.stdin("started")).await().stdout()).isEqualTo("started");
        var attempts = LONG.directory(place);
        assertThat(
                one.waitUntilSucceeds("cat >>count; [ $(wc -l <count) = 3 ] && cat count", attempts.stdin("again\n")))
                .isEqualTo("again\nagain\nagain\n");
        one.waitUntilFails("read -r line; [ -e count ] && rm count", attempts.stdin("line\n"));
        assertThatThrownBy(() -> LONG.stdin(output.resolve("nothing"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    @DisplayName("a command that leaves its input unread harms nobody")
    void unreadInput() {
        for (int time = 0; time < 12; time++) {
            assertThat(one.stream("head -c 10 >/dev/null; exit 3", LONG.stdin(new byte[3_000_000]),
                    OutputStream.nullOutputStream(), OutputStream.nullOutputStream())).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("any number of commands with input follow each other, whether they have read it or not")
    void manyInputs() {
        for (int number = 0; number < 40; number++) {
            var lines = one.succeed(number % 2 == 0 ? "wc -l" : "echo none",
                    LONG.stdin("line\n".repeat(number * 1000)));
            assertThat(lines.strip()).isEqualTo(number % 2 == 0 ? Integer.toString(number * 1000) : "none");
        }
    }

    @Test
    @DisplayName("a command that knows the length of its input may do without its end")
    void inputWithoutEnd() {
        var sent = new byte[3 * 65_536 + 5];
        new Random(7).nextBytes(sent);
        for (int time = 0; time < 3; time++) {
            var result = one.execute("dd bs=65536 count=3 iflag=fullblock 2>/dev/null; dd bs=5 count=1 2>/dev/null",
                    LONG.stdin(ShellInput.of(sent).withoutEnd()));
            assertThat(result.exitStatus()).isZero();
            assertThat(result.stdoutBytes()).isEqualTo(sent);
        }
    }

    @Test
    @DisplayName("input that cannot be read to its end is an error, soon")
    void brokenInput() {
        assertThatThrownBy(() -> one.execute("cat", LONG.stdin(new ShellInput(1000, () -> {
            throw new IOException("gone");
        })))).isInstanceOf(CommandLost.class).hasMessageContaining("gone");
    }

    @Test
    @DisplayName("a command of megabytes runs, with input or without")
    void longCommand() {
        var words = "y".repeat(2_000_000);
        assertThat(one.execute(": " + words + "; echo end").stdout()).isEqualTo("end\n");
        assertThat(one.execute(": " + words + "; echo $$ $BASHPID; cat", LONG.stdin("read")).stdout())
                .matches("(\\d+) \\1\nread");
    }

    @Test
    @DisplayName("a command that would be too long an argument is refused before it runs")
    void tooLongAnArgument() {
        var words = ": " + "y".repeat(200_000);
        assertThatThrownBy(() -> one.fail(words, LONG.user("root"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it into a file");
        assertThatThrownBy(() -> one.waitUntilFails(words)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it into a file");
    }

    @Test
    @DisplayName("a cancelled command is gone from the machine with all it has started")
    void cancel() {
        var sleeper = one.start("sleep 1234 & echo $! >child.new; mv child.new child; wait", LONG.directory(place));
        one.waitForFile(place + "/child");
        sleeper.cancel();
        assertThat(sleeper.await().exitStatus()).isEqualTo(143);
        one.fail("kill -0 $(cat " + place + "/child)");
    }

    @Test
    @DisplayName("what a child in the background writes late does not come with what the next command writes")
    void lateChild() {
        assertThat(one.execute("(sleep 2; echo late) & echo done").stdout()).isEqualTo("done\n");
        assertThat(one.execute("sleep 3; echo mine").stdout()).endsWith("mine\n");
    }

    private List<String> told() {
        return cluster.events()
                .stream()
                .flatMap(event -> event instanceof TestEvent.Logged logged && logged.machine().equals(Optional.of(NAME))
                        ? Stream.of(logged.text())
                        : Stream.empty())
                .toList();
    }

    @Test
    @DisplayName("what a command writes is told line by line while it runs, if that is wanted, from both outputs")
    void live() throws Exception {
        var command = one.start("echo 'first of both'; while [ ! -e told ]; do sleep 0.1; done; echo err >&2;"
                + " printf 'no end'", LONG.directory(place).live());
        var unused = cluster.awaitLog("first of both");
        one.succeed("touch " + place + "/told; echo quiet");
        assertThat(command.await().stdout()).isEqualTo("first of both\nno end");
        assertThat(told()).contains("err", "no end");
        assertThat(one.succeed("echo loud", LONG.live())).isEqualTo("loud\n");
        assertThat(told()).contains("loud").doesNotContain("quiet");
    }
}

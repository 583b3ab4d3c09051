package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.espalier.backends.image.NeedsTools;
import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.CommandLost;
import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands of one real guest, which is booted once: whatever one of them does, the next one is as it should be. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class GuestShellIT {
    private static final CommandOptions LONG = CommandOptions.within(Duration.ofMinutes(2));

    @TempDir
    private static @Nullable Path directory;

    private static @Nullable TestingCluster test;

    @BeforeAll
    static void boot() throws Exception {
        test = new TestingCluster(notNull(directory), TestingCluster.tiny("one"));
        one().waitForShell();
    }

    @AfterAll
    static void end() {
        notNull(test).close();
    }

    private static <T> T notNull(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private static Machine one() {
        return notNull(test).machine("one");
    }

    @AfterEach
    void theNextCommandIsNotHarmed() {
        var result = one().execute("echo out; echo err >&2; exit 7");
        assertThat(result.exitStatus()).isEqualTo(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    @DisplayName("commands run at once, on shells that differ")
    void atOnce() {
        var flags = "/run/flag-";
        var waiting = new ArrayList<CommandHandle>();
        for (int number = 0; number < 8; number++) {
            waiting.add(
                    one().start("touch " + flags + number + "; while [ ! -e " + flags + "go ]; do sleep 0.1; done"));
        }
        one().succeed("while [ $(ls " + flags + "* | wc -l) -lt 8 ]; do sleep 0.1; done; touch " + flags + "go");
        assertThat(waiting).allSatisfy(command -> assertThat(command.await().exitStatus()).isZero());
        one().succeed("rm " + flags + "*");
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
                    one().start("head -c %d /dev/zero | tr '\\0' '\\%03o'; exit %d".formatted(size, number, number)));
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
    @DisplayName("every byte value comes back, and no final newline is added")
    void binary() {
        var script = new StringBuilder("printf '");
        var expected = new byte[256];
        for (int value = 0; value < 256; value++) {
            script.append("\\%03o".formatted(value));
            expected[value] = (byte) value;
        }
        assertThat(one().execute(script + "'").stdoutBytes()).isEqualTo(expected);
        assertThat(one().execute(script + "' >&2").stderrBytes()).isEqualTo(expected);
    }

    @Test
    @DisplayName("both outputs at once, of many megabytes, lose nothing")
    void bothOutputs() {
        var result = one().execute("head -c 20000000 /dev/zero >&2 & head -c 20000000 /dev/zero; wait");
        assertThat(result.stdoutBytes()).hasSize(20_000_000);
        assertThat(result.stderrBytes()).hasSize(20_000_000);
    }

    @Test
    @DisplayName("what a command writes is passed on while it runs")
    void streaming() throws Exception {
        var seen = new ByteArrayOutputStream();
        var first = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[]{(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (seen.size() == 0) {
                    one().succeed("touch /run/seen");
                }
                seen.write(bytes, from, length);
            }
        };
        var status = one().stream("echo first; while [ ! -e /run/seen ]; do sleep 0.1; done; echo second", LONG, first,
                OutputStream.nullOutputStream());
        assertThat(status).isZero();
        assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("first\nsecond\n");
    }

    @Test
    @DisplayName("a command reads what it is given, to the last byte, and hands it back")
    void input() throws Exception {
        var random = new byte[10 * 1024 * 1024 + 123];
        new Random(2).nextBytes(random);
        var back = new ByteArrayOutputStream();
        var status = one().stream("cat", LONG.stdin(random), back, OutputStream.nullOutputStream());
        assertThat(status).isZero();
        assertThat(Arrays.equals(back.toByteArray(), random)).isTrue();
    }

    @Test
    @DisplayName("a command that leaves its input unread harms nobody")
    void unreadInput() throws Exception {
        for (int time = 0; time < 12; time++) {
            assertThat(one().stream("head -c 10 >/dev/null; exit 3", LONG.stdin(new byte[3_000_000]),
                    OutputStream.nullOutputStream(), OutputStream.nullOutputStream())).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("input that cannot be read to its end is an error, soon")
    void brokenInput() {
        assertThatThrownBy(() -> one().stream("cat", LONG.stdin(new ShellInput(1000, () -> {
            throw new IOException("gone");
        })), OutputStream.nullOutputStream(), OutputStream.nullOutputStream())).isInstanceOf(CommandLost.class)
                .hasMessageContaining("gone");
    }

    @Test
    @DisplayName("output that cannot be written ends the command and says why")
    void brokenOutput() {
        assertThatThrownBy(() -> one().stream("while :; do echo more; done", LONG,
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        throw new IOException("disk full");
                    }
                }, OutputStream.nullOutputStream())).isInstanceOf(CommandLost.class)
                .hasMessageContaining("disk full");
    }

    @Test
    @DisplayName("a cancelled command is gone from the guest with all it has started")
    void cancel() {
        var sleeper = one().start("sleep 1234 & echo $! >/run/child.new; mv /run/child.new /run/child; wait");
        one().waitForFile("/run/child");
        sleeper.cancel();
        assertThat(sleeper.await().exitStatus()).isEqualTo(143);
        one().fail("kill -0 $(cat /run/child)");
    }

    @Test
    @DisplayName("a command that does not heed SIGTERM is killed, also when its time is up")
    void stubborn() {
        assertThat(one().execute("trap '' TERM; while :; do sleep 1; done", Duration.ofSeconds(1)).exitStatus())
                .isEqualTo(124);
    }

    @Test
    @DisplayName("a background child that keeps the output open does not keep the command")
    void backgroundChild() {
        assertThat(one().execute("(sleep 2; echo late) & echo done").stdout()).isEqualTo("done\n");
        assertThat(one().execute("sleep 3; echo mine").stdout()).endsWith("mine\n");
    }

    @Test
    @DisplayName("a process that still holds a command's output some time after its end is warned of, by its name")
    void leftBehind() throws Exception {
        var pid = one().succeed("sleep 1000 & echo $!").strip();
        var warning = notNull(test).awaitLog("sleep (process " + pid + ") goes on after the command that started it");
        assertThat(warning.level()).isEqualTo(LogLevel.WARNING);
        one().succeed("kill " + pid);
    }

    @Test
    @DisplayName("a command that kills its own shell is a dead command, and no more")
    void killsItsShell() {
        assertThat(one().execute("kill -9 $$; sleep 5").exitStatus()).isEqualTo(137);
        assertThat(one().execute("kill -9 $BASHPID; sleep 5").exitStatus()).isEqualTo(137);
    }

    @Test
    @DisplayName("a command that kills the bash that runs it is lost, and said to be")
    void killsItsLane() {
        assertThatThrownBy(() -> one().execute("kill -9 $PPID; sleep 60", LONG))
                .isInstanceOf(CommandLost.class)
                .hasMessageContaining("killed");
    }

    @Test
    @DisplayName("a command means what it means to a fresh bash")
    void freshBash() {
        assertThat(one().execute("false | true; echo no").exitStatus()).isEqualTo(1);
        assertThat(one().execute("echo $undefined").exitStatus()).isEqualTo(1);
        assertThat(one().execute("if then").exitStatus()).isEqualTo(2);
        assertThat(one().execute("exit 300").exitStatus()).isEqualTo(44);
        assertThat(one().execute("cat").stdout()).isEmpty();
        assertThat(one().execute("cd /tmp; x=1; export y=2; true").succeeded()).isTrue();
        assertThat(one().execute("echo ${x-unset} ${y-unset}").stdout()).isEqualTo("unset unset\n");
        assertThat(one().execute("echo $$ $BASHPID").stdout()).matches("(\\d+) \\1\n");
        assertThat(one().execute("ls /proc/self/fd | wc -l").stdout().strip()).isEqualTo("4");
        assertThat(one().execute("echo 'ä ö \"ü\" '\\''ß'\\'").stdout()).isEqualTo("ä ö \"ü\" 'ß'\n");
    }

    @Test
    @DisplayName("a command that knows the length of its input reads it without anything in between")
    void inputWithoutEnd() {
        var sent = new byte[3 * 65_536 + 5];
        new Random(7).nextBytes(sent);
        var came = new ByteArrayOutputStream();
        for (int number = 0; number < 3; number++) {
            came.reset();
            assertThat(
                    one().stream("dd bs=65536 count=3 iflag=fullblock 2>/dev/null; dd bs=5 count=1 2>/dev/null",
                            LONG.stdin(ShellInput.of(sent).withoutEnd()), came, OutputStream.nullOutputStream()))
                    .isZero();
            assertThat(came.toByteArray()).isEqualTo(sent);
        }
    }

    @Test
    @DisplayName("any number of commands with input follow each other, whether they have read it or not")
    void manyInputs() {
        for (int number = 0; number < 40; number++) {
            var input = "line\n".repeat(number * 1000);
            var lines = new ByteArrayOutputStream();
            assertThat(one().stream(number % 2 == 0 ? "wc -l" : "echo none", LONG.stdin(input), lines,
                    OutputStream.nullOutputStream())).isZero();
            assertThat(lines.toString(StandardCharsets.UTF_8).strip())
                    .isEqualTo(number % 2 == 0 ? Integer.toString(number * 1000) : "none");
        }
    }

    @Test
    @DisplayName("a command of megabytes runs, also one that wants a shell of its own")
    void longCommand() {
        var words = "y".repeat(2_000_000);
        assertThat(one().execute(": " + words + "; echo end").stdout()).isEqualTo("end\n");
        assertThat(one().execute(": " + words + "; echo $$ $BASHPID; cat", LONG.stdin("read")).stdout())
                .matches("(\\d+) \\1\nread");
    }

    @Test
    @DisplayName("a command that would be too long an argument is refused before it runs")
    void tooLongAnArgument() {
        var words = ": " + "y".repeat(200_000);
        assertThatThrownBy(() -> one().fail(words, LONG.user("root"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it into a file");
        assertThatThrownBy(() -> one().waitUntilFails(words)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put it into a file");
    }

    @Test
    @DisplayName("a command reads what its options give it: text, bytes, a file; so does each attempt of a wait")
    void stdin() throws Exception {
        var file = Files.write(notNull(directory).resolve("input"), new byte[100_000]);
        assertThat(one().succeed("cat", LONG.stdin("it's\ntext"))).isEqualTo("it's\ntext");
        assertThat(one().execute("cat", LONG.stdin(new byte[]{0, -1})).stdoutBytes()).containsExactly(0, -1);
        assertThat(one().succeed("wc -c", LONG.stdin(file))).isEqualTo("100000\n");
        one().fail("grep -q this", LONG.stdin("that"));
        assertThat(one().start("cat", LONG.stdin("started")).await().stdout()).isEqualTo("started");
        one().succeed("rm -f /run/count");
        assertThat(one().waitUntilSucceeds("cat >>/run/count; [ $(wc -l </run/count) = 3 ] && cat /run/count",
                LONG.stdin("again\n"))).isEqualTo("again\nagain\nagain\n");
        one().waitUntilFails("read -r line; [ -e /run/count ] && rm /run/count", LONG.stdin("line\n"));
        assertThatThrownBy(() -> LONG.stdin(notNull(directory).resolve("nothing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing");
    }

    private static List<String> told() {
        return notNull(test).events()
                .stream()
                .flatMap(
                        event -> event instanceof TestEvent.Logged logged && logged.machine().equals(Optional.of("one"))
                                ? Stream.of(logged.text())
                                : Stream.empty())
                .toList();
    }

    @Test
    @DisplayName("what a command writes is told line by line while it runs, if that is wanted, from both outputs")
    void live() {
        var command = one().start("echo 'first of both'; while [ ! -e /run/told ]; do sleep 0.1; done; echo err >&2;"
                + " printf 'no end'", LONG.live());
        while (!told().contains("first of both")) {
            Thread.onSpinWait();
        }
        one().succeed("touch /run/told");
        assertThat(command.await().stdout()).isEqualTo("first of both\nno end");
        assertThat(told()).contains("err", "no end");
        one().succeed("rm /run/told; echo quiet");
        assertThat(one().succeed("echo loud", LONG.live())).isEqualTo("loud\n");
        assertThat(told()).contains("loud").doesNotContain("quiet");
    }

    @Test
    @DisplayName("more output than is ever kept goes to a file, to the last byte")
    void longOutput() throws Exception {
        var file = notNull(directory).resolve("big");
        var megabytes = CollectedOutput.LIMIT / 1024 / 1024 + 44;
        try (var out = Files.newOutputStream(file)) {
            assertThat(
                    one().stream("dd if=/dev/zero bs=1M count=" + megabytes + " 2>/dev/null", LONG,
                            out, OutputStream.nullOutputStream()))
                    .isZero();
        }
        assertThat(Files.size(file)).isEqualTo(megabytes * 1024L * 1024);
        Files.delete(file);
    }

    @Test
    @DisplayName("a full console harms no command")
    void fullConsole() {
        one().succeed("head -c 200000 /dev/zero | tr '\\0' x >/dev/ttyS0");
        assertThat(one().succeed("echo fine")).isEqualTo("fine\n");
    }
}

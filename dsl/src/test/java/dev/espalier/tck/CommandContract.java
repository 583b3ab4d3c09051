package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.time.Duration;
import java.util.stream.IntStream;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.error.CommandFailed;
import dev.espalier.error.CommandLost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of commands on every machine: whatever one of them does, the next one is as it should be. */
public abstract class CommandContract extends MachineContract {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MANY = 40;

    protected CommandContract(BackendUnderTest backend) {
        super(backend);
    }

    @AfterEach
    void theNextCommandIsNotHarmed() {
        var result = one.execute("echo out; echo err >&2; exit 7");
        assertThat(result.exitStatus()).isEqualTo(7);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    @DisplayName("every byte value comes back, on both outputs and apart, and no final newline is added")
    void binary() {
        var script = new StringBuilder("printf '");
        var expected = new byte[256];
        for (int value = 0; value < 256; value++) {
            script.append("\\%03o".formatted(value));
            expected[value] = (byte) value;
        }
        var result = one.execute(script + "'; " + script + "x' >&2");
        assertThat(result.stdoutBytes()).isEqualTo(expected);
        assertThat(result.stderrBytes()).hasSize(257).startsWith(expected);
    }

    @Test
    @DisplayName("a megabyte comes back whole")
    void large() {
        assertThat(one.execute("head -c 1000000 /dev/zero").stdoutBytes()).hasSize(1_000_000).containsOnly(0);
    }

    @Test
    @DisplayName("an output that whoever takes it cannot take, whatever it throws, ends the command and says why")
    void untaken() {
        untaken(new OutputStream() {
            @Override
            public void write(int value) {
                throw new IllegalStateException("no room");
            }
        });
        untaken(new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("no room");
            }
        });
    }

    private void untaken(OutputStream full) {
        assertThatThrownBy(() -> one.stream("echo more", CommandOptions.DEFAULT, full, OutputStream.nullOutputStream()))
                .isInstanceOf(CommandLost.class)
                .hasMessageContaining("no room");
    }

    @Test
    @DisplayName("a command that is over has left no process on this host")
    void over() {
        var before = HostProcesses.all().size();
        for (int number = 0; number < MANY; number++) {
            one.succeed("true");
        }
        assertThat(HostProcesses.all()).hasSizeLessThan(before + MANY);
    }

    @Test
    @DisplayName("succeed names machine, command, exit status and both outputs when the command fails")
    void failedCommand() {
        assertThatThrownBy(() -> one.succeed("echo a word; echo a complaint >&2; exit 7"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContainingAll(NAME, "echo a word", "exit status 7", "a word", "a complaint");
    }

    @Test
    @DisplayName("fail throws when the command succeeds")
    void unexpectedSuccess() {
        assertThatThrownBy(() -> one.fail("true")).isInstanceOf(CommandFailed.class)
                .hasMessageContaining("was to fail");
    }

    @Test
    @DisplayName("a failure inside a pipe, before the last line or by an unset variable is a failure")
    void strict() {
        one.fail("false | cat");
        one.fail("false\ntrue");
        one.fail("echo $undefined");
    }

    @Test
    @DisplayName("a command means what it means to a fresh bash")
    void freshBash() {
        assertThat(one.execute("if then").exitStatus()).isEqualTo(2);
        assertThat(one.execute("exit 300").exitStatus()).isEqualTo(44);
        assertThat(one.execute("cd /; x=1; export y=2; true").succeeded()).isTrue();
        assertThat(one.execute("echo ${x-unset} ${y-unset}").stdout()).isEqualTo("unset unset\n");
        assertThat(one.execute("echo $$ $BASHPID").stdout()).matches("(\\d+) \\1\n");
        assertThat(one.execute("echo 'ä ö \"ü\" '\\''ß'\\'").stdout()).isEqualTo("ä ö \"ü\" 'ß'\n");
    }

    @Test
    @DisplayName("a command is what it was written as, to the last blank")
    void verbatim() {
        assertThat(one.succeed("cat <<'END'\n    two  \n  words\nEND\n")).isEqualTo("    two  \n  words\n");
    }

    @Test
    @DisplayName("a command that reads its standard input finds it empty, and does not eat the next command")
    void emptyInput() {
        assertThat(one.succeed("cat; echo end", "echo next")).isEqualTo("end\nnext\n");
    }

    @Test
    @DisplayName("a command that a signal ends has the status that every shell gives it")
    void signals() {
        assertThat(one.execute("kill -TERM $$; sleep 50").exitStatus()).isEqualTo(143);
        assertThat(one.execute("kill -KILL $$; sleep 50").exitStatus()).isEqualTo(137);
    }

    @Test
    @DisplayName("a command that is stopped for a while is not over before it has gone on and ended")
    void stopped() {
        var result = one.execute("""
                p=$BASHPID; (sleep 1; kill -CONT $p) >/dev/null 2>&1 &
                kill -STOP $p; echo on; exit 3
                """);
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.stdout()).isEqualTo("on\n");
    }

    @Test
    @DisplayName("a process in the background that keeps the outputs open does not hold up its command")
    void background() {
        var options = CommandOptions.within(Duration.ofSeconds(40));
        assertThat(one.execute("sleep 50 & echo started", options).stdout()).isEqualTo("started\n");
    }

    @Test
    @DisplayName("a command whose time is up ends with status 124, and all that it has started with it")
    void timeout() {
        assertThat(one.execute("sleep 600 & echo $! >" + place + "/child; sleep 600; true", MOMENT).exitStatus())
                .isEqualTo(CommandResult.TIMED_OUT);
        var unused = one.waitUntilFails("kill -0 $(cat " + place + "/child)");
    }

    @Test
    @DisplayName("a command that does not heed SIGTERM when its time is up is killed")
    void stubborn() {
        assertThat(one.execute("trap '' TERM; while :; do sleep 1; done", MOMENT).exitStatus())
                .isEqualTo(CommandResult.TIMED_OUT);
    }

    @Test
    @DisplayName("commands given by many threads each get their own output")
    void manyThreads() {
        var answers = IntStream.range(0, 30)
                .mapToObj(number -> meanwhile(() -> one.succeed("echo " + number)))
                .toList();
        for (int number = 0; number < answers.size(); number++) {
            assertThat(answers.get(number).join()).isEqualTo(number + "\n");
        }
    }

    @Test
    @DisplayName("a command can have variables and a directory of its own, and leaves none to the next")
    void options() {
        var options = CommandOptions.DEFAULT.environment("GREETING", "it's a \"$HOME\"\n`date`").directory("/usr/bin");
        assertThat(one.succeed("printf '%s|' \"$GREETING\" \"$PWD\"", options))
                .isEqualTo("it's a \"$HOME\"\n`date`|/usr/bin|");
        assertThat(one.succeed("echo ${GREETING-none} $PWD")).startsWith("none ").doesNotContain("/usr/bin");
    }

    @Test
    @DisplayName("a directory that is not there fails the command, with its name")
    void noSuchDirectory() {
        var options = CommandOptions.DEFAULT.directory("/no such place");
        assertThatThrownBy(() -> one.succeed("true", options)).isInstanceOf(CommandFailed.class)
                .hasMessageContaining("/no such place");
        one.fail("true", options);
    }

    @Test
    @DisplayName("a user whom the machine does not have is said to be missing")
    void noSuchUser() {
        var result = one.execute("true", CommandOptions.as("no such user"));
        assertThat(result.succeeded()).isFalse();
        assertThat(result.stderr()).contains("no such user");
    }
}

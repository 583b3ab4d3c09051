package dev.espalier.backends.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@NeedsHost(programs = {"bash", "timeout", "base64", "unshare", "nsenter"})
class BackdoorOnRealBashTest {
    private final Path directory;
    private final RealBash bash;

    BackdoorOnRealBashTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        bash = new RealBash(directory);
    }

    @AfterEach
    void close() {
        bash.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("a command without output says nothing, successfully")
    void nothing() throws Exception {
        var output = bash.run("true");
        assertThat(output.exitStatus()).isZero();
        assertThat(output.stdout()).isEmpty();
        assertThat(output.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 124, 127, 137, 255})
    @DisplayName("an exit status comes back as it is")
    void exitStatus(int status) throws Exception {
        assertThat(bash.run("exit " + status).exitStatus()).isEqualTo(status);
    }

    @Test
    @DisplayName("a command that a signal ends has the status that every shell gives it")
    void signal() throws Exception {
        assertThat(bash.run("kill -TERM $$").exitStatus()).isEqualTo(128 + 15);
    }

    @Test
    @DisplayName("the first failure is the command's, also inside a pipe and for an unset variable")
    void strict() throws Exception {
        assertThat(bash.run("false | true").exitStatus()).isEqualTo(1);
        assertThat(bash.run("false; true").exitStatus()).isEqualTo(1);
        assertThat(bash.run("echo $unset").exitStatus()).isNotZero();
    }

    @Test
    @DisplayName("all 256 byte values come back, on both outputs and apart")
    void allBytes() throws Exception {
        var output = bash.run("for i in {0..255}; do printf \"\\\\x$(printf %x $i)\"; done | tee /dev/stderr");
        assertThat(output.stdout()).hasSize(256);
        for (int value = 0; value < 256; value++) {
            assertThat(output.stdout()[value] & 0xff).isEqualTo(value);
        }
        assertThat(output.stderr()).isEqualTo(output.stdout());
    }

    @Test
    @DisplayName("two megabytes come back whole")
    void much() throws Exception {
        var output = bash.run("head -c 1048576 /dev/zero | tr '\\0' 'x'; head -c 1048577 /dev/zero >&2");
        assertThat(output.stdout()).hasSize(1024 * 1024).containsOnly('x');
        assertThat(output.stderr()).hasSize(1024 * 1024 + 1).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a \"quoted\" word", "$HOME `id` $(id)", "back\\slash \\n", "two\nlines", "\ttab",
            "-n", "--", "*", "é€𐐷", "%s %d", "!x", "'", "''", "#no comment", "\r", "\u0001\u007f"})
    @DisplayName("a word is given to bash as it stands, whatever is in it")
    void words(String word) throws Exception {
        assertThat(text(bash.run("printf %s " + ShellWords.quoted(word)).stdout())).isEqualTo(word);
    }

    @Test
    @DisplayName("a command may have lines, comments, functions and here documents")
    void script() throws Exception {
        var script = """
                # a comment first
                greet() {
                  cat <<END
                hello $1
                END
                }
                greet 'two words' # and one last""";
        assertThat(text(bash.run(script).stdout())).isEqualTo("hello two words\n");
    }

    @Test
    @DisplayName("a command of the longest length that is allowed runs")
    void longCommand() throws Exception {
        var text = ": " + "x".repeat(ShellWords.LONGEST_ARGUMENT - 2);
        assertThat(bash.run(text).exitStatus()).isZero();
    }

    @Test
    @DisplayName("what reads standard input reads its end, and not the next command")
    void standardInput() throws Exception {
        assertThat(text(bash.run("cat; read -r x || echo end").stdout())).isEqualTo("end\n");
        assertThat(text(bash.run("echo next").stdout())).isEqualTo("next\n");
    }

    @Test
    @DisplayName("a process in the background neither delays nor disturbs what comes after")
    void background() throws Exception {
        var output = bash.run("sh -c 'while sleep 0.01; do echo noise; done' & echo $!");
        var pid = text(output.stdout()).lines().findFirst().orElseThrow();
        assertThat(text(bash.run("echo quiet").stdout())).isEqualTo("quiet\n");
        assertThat(bash.run("kill " + pid).exitStatus()).isZero();
    }

    @Test
    @DisplayName("a command's time is kept in the guest, and ends with status 124")
    void timeout() throws Exception {
        var asked = bash.ask("echo begun; sleep 1000", Duration.ofMillis(300));
        assertThat(asked.exitStatus()).isEqualTo(ShellReply.TIMED_OUT);
        assertThat(asked.text()).isEqualTo("begun\n");
    }

    @Test
    @DisplayName("a command that ignores being asked to end is killed, and the shell goes on")
    void deaf() throws Exception {
        assertThat(bash.ask("trap '' TERM; sleep 1000", Duration.ofMillis(300)).exitStatus())
                .isEqualTo(ShellReply.TIMED_OUT);
        assertThat(text(bash.run("echo still here").stdout())).isEqualTo("still here\n");
    }

    @Test
    @DisplayName("the shortest time is a time, not none")
    void shortestTimeout() throws Exception {
        assertThat(bash.ask("sleep 1000", Duration.ofNanos(1)).exitStatus()).isEqualTo(ShellReply.TIMED_OUT);
    }

    @Test
    @DisplayName("a year is as good as any time")
    void longestTimeout() throws Exception {
        assertThat(bash.ask("true", Duration.ofDays(365)).exitStatus()).isZero();
        assertThat(bash.ask("true", Duration.ofDays(365)).exitStatus()).isZero();
    }

    @Test
    @DisplayName("commands work in a country that writes other digits")
    void digits() throws Exception {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(text(bash.run("echo here too").stdout())).isEqualTo("here too\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("a command cannot change the shell that the next one gets")
    void isolation() throws Exception {
        bash.run("cd /; export LEFT=behind; set +e; exec >/dev/null 2>&1; trap 'echo bye' EXIT");
        assertThat(text(bash.run("echo ${LEFT-nothing}").stdout())).isEqualTo("nothing\n");
    }

    @Test
    @DisplayName("what is meant for another boot is read, and not run")
    void anotherBoot() throws Exception {
        var left = directory.resolve("left");
        var ofAnotherBoot = new BackdoorProtocol(Markers.random()).request(
                new ShellCommand("touch " + left, Duration.ofMinutes(1)), ScriptedGuest.NEXT_BOOT);
        assertThat(execute(ofAnotherBoot)).isEmpty();
        assertThat(left).doesNotExist();
        var bootId = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        var ofThisBoot = new BackdoorProtocol(Markers.random()).request(
                new ShellCommand("touch " + left, Duration.ofMinutes(1)), bootId);
        assertThat(execute(ofThisBoot)).isNotEmpty();
        assertThat(left).exists();
    }

    /** What a bash says that reads {@code script}. */
    private String execute(String script) throws Exception {
        var process = new ProcessBuilder("bash", "--norc", "--noprofile").redirectError(Redirect.DISCARD).start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(script);
        }
        return text(process.getInputStream().readAllBytes());
    }

    @Test
    @DisplayName("no file is left in the guest")
    void tidy() throws Exception {
        var files = text(bash.run("readlink /proc/$$/fd/1 /proc/$$/fd/2").stdout()).lines().toList();
        assertThat(files).hasSize(2);
        for (var file : files) {
            assertThat(bash.run("while [ -e " + file + " ]; do sleep 0.01; done").exitStatus()).isZero();
        }
    }
}

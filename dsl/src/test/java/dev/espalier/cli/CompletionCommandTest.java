package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.process.BriefProcess;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CompletionCommandTest {

    @TempDir
    private Path directory;

    private static String script(String shell) {
        var out = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute("completion", shell)).isZero();
        return out.toString();
    }

    /** What the script says on standard error is that nobody is at a line which it could change. */
    private List<String> completed(String... words) throws Exception {
        var file = Files.writeString(directory.resolve("completion.bash"), script("bash"));
        var line = "source " + file + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + String.join(" ", words) + "'; COMP_POINT=${#COMP_LINE}"
                + "; _complete_espalier 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return BriefProcess.run(List.of("bash", "--norc", "--noprofile", "-c", line), "")
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    @DisplayName("a bash completes commands, their commands, options and the values of those")
    void bash() throws Exception {
        assertThat(completed("espalier", "sn")).containsExactly("snapshot");
        assertThat(completed("espalier", "image", "b")).containsExactly("build");
        assertThat(completed("espalier", "snapshot", "b")).containsExactly("build");
        assertThat(completed("espalier", "run", "--inter")).containsExactly("--interactive");
        assertThat(completed("espalier", "run", "--backend", "loc")).containsExactly("local");
    }

    @Test
    @DisplayName("a zsh is given the same, which begins by having it understand a bash's")
    void zsh() {
        assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
    }

    @Test
    @DisplayName("a fish is told each command and option where it can come, with what it is for")
    void fish() {
        assertThat(script("fish").lines()).contains(
                "complete -c espalier -n '__fish_use_subcommand' -f -a 'run' -d 'Boots a test\\'s machines, runs its script, takes all down and writes a report.'",
                "complete -c espalier -n '__fish_seen_subcommand_from snapshot; and __fish_seen_subcommand_from build'"
                        + " -s h -l help -d 'Show this help message and exit.'",
                "complete -c espalier -n '__fish_seen_subcommand_from snapshot; and __fish_seen_subcommand_from rm'"
                        + " -s h -l help -d 'Show this help message and exit.'")
                .anySatisfy(line -> assertThat(line).startsWith(
                        "complete -c espalier -n '__fish_seen_subcommand_from run' -l backend -r -f"
                                + " -a 'cloud-hypervisor firecracker local"));
    }
}

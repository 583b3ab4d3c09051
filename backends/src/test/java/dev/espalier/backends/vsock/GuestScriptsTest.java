package dev.espalier.backends.vsock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.runtime.testing.NeedsHost;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@NeedsHost(programs = {"bash", "cat"})
class GuestScriptsTest {
    private static final String WORD = "here";

    /** Stands still where it has said something, until it is given a line. */
    private static final String SLOW_ECHO = "echo() { builtin echo \"$@\"; builtin read -r line; }\n";

    @Test
    @DisplayName("a carrier's pipe can be written to as soon as it is named, and is no socket as the connection is")
    void carrier() throws Exception {
        var bash = new ProcessBuilder("bash", "--norc", "--noprofile").redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var script = bash.outputWriter(); var said = bash.inputReader()) {
            script.write(SLOW_ECHO + GuestScripts.carrier(WORD));
            script.flush();
            var named = String.valueOf(said.readLine());
            assertThat(named).startsWith(WORD + " /proc/");
            var pipe = Path.of(named.substring(WORD.length() + 1));
            assertThat(Files.readSymbolicLink(pipe))
                    .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc", Long.toString(bash.pid()), "fd", "1")));
            Files.writeString(pipe, "an error\n");
            script.write("\n" + GuestScripts.handedOver());
            script.flush();
            assertThat(said.readLine()).isEqualTo("an error");
            assertThat(said.readLine()).isNull();
        } finally {
            bash.destroyForcibly();
        }
    }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.image.NeedsTools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One guest, whose serial console these tests type on one after the other. */
@NeedsTools({"qemu-system-x86_64", "qemu-img", "unshare", "depmod"})
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SerialConsoleIT {
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

    /** Has the guest read {@code lines} from its console into a file, while {@code type} types them. */
    private String typed(int lines, Runnable type) {
        one.succeed("rm -f /tmp/typed.done", "exec 3</dev/ttyS0; { head -n " + lines
                + " <&3 >/tmp/typed; touch /tmp/typed.done; } >/dev/null 2>&1 &");
        type.run();
        one.waitForFile("/tmp/typed.done", Duration.ofSeconds(30));
        return one.succeed("cat /tmp/typed");
    }

    @Test
    @DisplayName("what reads the serial console gets the text as it is: lines, blanks, quotes, what is no ASCII")
    void text() {
        var text = "  two  blanks \n\n'single' \"double\" `back` $HOME \\n %s\nnaïve €\n";
        assertThat(typed(4, () -> one.sendConsole(text))).isEqualTo(text);
    }

    @Test
    @DisplayName("no line end is added")
    void noLineEnd() {
        assertThat(typed(1, () -> {
            one.sendConsole("half ");
            one.sendConsole("a line");
            one.sendConsole("\n");
        })).isEqualTo("half a line\n");
    }

    @Test
    @DisplayName("a shell on the console is used, its answers read, and a program in it ended by ctrl-D")
    void shell() {
        one.succeed("setsid -c sh -i </dev/ttyS0 >/dev/ttyS0 2>&1 &");
        one.sendConsole("echo it is $((6 * 7)); cat\n");
        one.waitForConsoleText("^it is 42");
        one.sendConsole("\u0004echo ended >/tmp/ended; exit\n");
        one.waitForFile("/tmp/ended", Duration.ofSeconds(30));
    }
}

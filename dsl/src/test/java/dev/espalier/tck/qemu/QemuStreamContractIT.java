package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.CommandLost;
import dev.espalier.report.LogLevel;
import dev.espalier.tck.StreamContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Commands on a bash that lives on a pair of ports, beside a console that is not theirs. */
class QemuStreamContractIT extends StreamContract {
    QemuStreamContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Test
    @DisplayName("a command has its own three files open, and no others")
    void openFiles() {
        assertThat(one.execute("ls /proc/self/fd | wc -l").stdout().strip()).isEqualTo("4");
    }

    @Test
    @DisplayName("a command that kills the bash that runs it is lost, and said to be")
    void killsItsLane() {
        assertThatThrownBy(() -> one.execute("kill -9 $PPID; sleep 60")).isInstanceOf(CommandLost.class)
                .hasMessageContaining("killed");
    }

    @Test
    @DisplayName("a process that still holds a command's output some time after its end is warned of, by its name")
    void leftBehind() throws Exception {
        var pid = one.succeed("sleep 1000 & echo $!").strip();
        var warning = cluster.awaitLog("sleep (process " + pid + ") goes on after the command that started it");
        assertThat(warning.level()).isEqualTo(LogLevel.WARNING);
        one.succeed("kill " + pid);
    }

    @Test
    @DisplayName("a full console harms no command")
    void fullConsole() {
        one.succeed("head -c 200000 /dev/zero | tr '\\0' x >/dev/ttyS0");
        assertThat(one.succeed("echo fine")).isEqualTo("fine\n");
    }
}

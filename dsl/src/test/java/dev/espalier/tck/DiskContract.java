package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import dev.espalier.error.MachineDied;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines with a disk: root's home is on it. */
public abstract class DiskContract extends MachineContract {

    protected DiskContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("what is on a disk is there after a shutdown and the next start")
    void shutdown() {
        one.succeed("echo kept >~/kept");
        one.shutdown();
        assertThat(one.succeed("cat ~/kept")).isEqualTo("kept\n");
    }

    @Test
    @DisplayName("when the plug is pulled while the machine writes, what it has flushed is there after the next start")
    void powerCut() {
        var writing = one.start("""
                cd; rm -f number
                for ((i = 1; ; i++)); do
                    echo $i >number.new; sync number.new
                    mv number.new number; sync .
                    echo $i
                done""");
        one.waitUntilSucceeds("[ $(cat ~/number) -ge 5 ]");
        one.crash();
        assertThatThrownBy(writing::await).isInstanceOf(MachineDied.class);
        var acknowledged = new String(writing.stdoutSoFar(), StandardCharsets.US_ASCII).lines()
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        one.start();
        assertThat(Integer.parseInt(one.succeed("cat ~/number").strip())).isGreaterThanOrEqualTo(acknowledged);
    }
}

package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.espalier.backends.shell.ShellInput;
import dev.espalier.backends.spi.Reboot;
import dev.espalier.backends.spi.Reset;
import dev.espalier.command.CommandOptions;
import dev.espalier.error.MachineRebooted;
import dev.espalier.error.RebootNotAllowed;
import dev.espalier.error.RebootReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected beyond {@link SeenRebootContract} of machines with a reset button. */
@ContractOf({Reset.class, Reboot.class})
public abstract class ResetContract extends SeenRebootContract {
    private static final String NOISE = "echo run >>/run/runs; while :; do echo noise; echo noise >&2; done";

    protected ResetContract(BackendUnderTest backend) {
        super(backend);
    }

    @Test
    @DisplayName("a machine that was started as usual is not reset, and says so")
    void resetNotAllowed() {
        one.crash();
        one.start();
        assertThatThrownBy(one::reset).isInstanceOf(RebootNotAllowed.class);
        one.crash();
    }

    @Test
    @DisplayName("a reset ends what runs and what waits to; of all that was said and to be told, the next boot hears nothing")
    void reset() {
        for (int time = 0; time < 2; time++) {
            var before = bootId();
            var running = new ArrayList<>(Stream.generate(() -> one.start(NOISE)).limit(6).toList());
            one.succeed("while [ ! -e /run/runs ] || [ $(wc -l </run/runs) -lt 6 ]; do sleep 0.1; done");
            running.addAll(Stream.generate(() -> one.start(NOISE)).limit(20).toList());
            one.reset();
            assertThat(one.isUp()).isTrue();
            assertThat(running).allSatisfy(command -> assertThatThrownBy(command::await)
                    .isInstanceOfSatisfying(MachineRebooted.class,
                            rebooted -> assertThat(rebooted.reason()).isEqualTo(RebootReason.HOST)));
            assertThat(bootId()).isNotEqualTo(before);
            one.fail("test -e /run/runs");
            assertThat(one.execute("head -c 1000000 /dev/zero").stdoutBytes()).hasSize(1_000_000).containsOnly(0);
        }
    }

    @Test
    @DisplayName("a guest that goes down in the middle of an upload has the rest of it neither read nor run")
    void upload() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return '\n';
            }
        };
        var upload = meanwhile(() -> one.stream("touch /run/begun; cat >/dev/null",
                CommandOptions.DEFAULT.stdin(new ShellInput(Long.MAX_VALUE / 1_000_000, () -> endless)),
                OutputStream.nullOutputStream(), OutputStream.nullOutputStream()));
        one.waitForFile("/run/begun");
        one.reset();
        assertThatThrownBy(upload::join).hasCauseInstanceOf(MachineRebooted.class);
    }

    @Test
    @DisplayName("a guest whose output nobody took when it went down is there again all the same")
    void unreadOutput() {
        var read = new CountDownLatch(1);
        var slow = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        var running = meanwhile(() -> one.stream("touch /run/begun; yes", CommandOptions.DEFAULT, slow,
                OutputStream.nullOutputStream()));
        one.waitForFile("/run/begun");
        one.reset();
        assertThatThrownBy(running::join).hasCauseInstanceOf(MachineRebooted.class);
        one.succeed("true");
        read.countDown();
    }
}

package dev.espalier.tck.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.error.QmpFailed;
import dev.espalier.tck.KeyboardContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QemuKeyboardContractIT extends KeyboardContract {
    QemuKeyboardContractIT() {
        super(QemuUnderTest.TINY);
    }

    @Test
    @DisplayName("looking at the screen does not disturb who types")
    void looking() {
        one.succeed("printf '\\033[2J\\033[H' >/dev/tty1");
        assertThat(typed(1, () -> {
            var typing = CompletableFuture.runAsync(() -> one.sendChars(PRINTABLE + "\n"),
                    work -> Thread.ofVirtual().start(work));
            while (!typing.isDone()) {
                assertThat(one.getScreenText()).hasSizeLessThanOrEqualTo(PRINTABLE.length() + 1);
            }
            typing.join();
        })).isEqualTo(PRINTABLE + "\n");
    }

    @Test
    @DisplayName("what is typed while the guest stands still arrives when it goes on")
    void still() {
        assertThat(typed(1, () -> {
            one.pause();
            var typing = CompletableFuture.runAsync(() -> one.sendChars(PRINTABLE + "\n"),
                    work -> Thread.ofVirtual().start(work));
            try {
                assertThatThrownBy(() -> typing.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            } finally {
                one.resume();
            }
            typing.join();
        })).isEqualTo(PRINTABLE + "\n");
    }

    @Test
    @DisplayName("a key that there is not is refused in QEMU's words")
    void noSuchKey() {
        assertThatThrownBy(() -> one.sendKey("ctrl-anykey")).isInstanceOf(QmpFailed.class)
                .hasMessageContainingAll(NAME, "anykey");
    }
}

package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;

import javax.imageio.ImageIO;

import dev.espalier.backends.spi.Screen;
import dev.espalier.error.WaitTimedOut;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines with a screen; it shows the guest's first virtual terminal. */
@ContractOf(Screen.class)
public abstract class ScreenContract extends MachineContract {
    private static final Duration SOON = Duration.ofSeconds(60);

    protected ScreenContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Has the guest write to its screen, from the upper left corner on. */
    protected final void show(String command) {
        one.succeed("{ printf '\\033[2J\\033[H'; " + command + "; } >/dev/tty1");
    }

    @Test
    @DisplayName("a screenshot is a picture of the screen, in the output directory")
    void screenshot() throws Exception {
        show("echo picture");
        var file = one.screenshot("desk");
        assertThat(file).isEqualTo(output.resolve("desk.png"));
        assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(100);
        assertThatThrownBy(() -> one.screenshot("../desk")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("text that comes is waited for; text that does not is told from what is there instead")
    void waiting() {
        show("echo nothing here");
        one.succeed("{ sleep 1; echo 'some  Thing' >/dev/tty1; } >/dev/null 2>&1 &");
        one.waitForText("some thing", SOON);
        assertThatThrownBy(() -> one.waitForText("any thing", Duration.ofMillis(500))).isInstanceOf(WaitTimedOut.class)
                .hasMessageContainingAll(NAME, "any thing", "nothing here");
    }
}

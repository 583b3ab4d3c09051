package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;

import dev.espalier.error.MachineDied;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines with a console that can be listened to. */
public abstract class ConsoleContract extends MachineContract {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final String console;

    /** @param console where somebody in the guest writes to be heard there, such as {@code /dev/console} */
    protected ConsoleContract(BackendUnderTest backend, String console) {
        super(backend);
        this.console = console;
    }

    private String say(String text) {
        return "echo " + text + " >" + console;
    }

    @BeforeEach
    void up() {
        one.start();
    }

    @Test
    @DisplayName("what is said on the console is heard: what was said already, and what is said then")
    void heard() {
        one.succeed(say("the first of many"), say("the second"));
        assertThat(one.waitForConsoleText("first of", LONG)).endsWith("the first of many");
        var third = meanwhile(() -> one.waitForConsoleText("the th[ia]rd$", LONG));
        one.succeed(say("something"), say("the third"));
        assertThat(third.join()).endsWith("the third");
        assertThat(one.consoleLog()).contains("something");
    }

    @Test
    @DisplayName("the last that was heard of a machine is in the error that tells of its death")
    void lastWords() {
        one.succeed(say("these were its last words"));
        one.waitForConsoleText("its last words", LONG);
        var command = meanwhile(() -> one.execute("sleep 600"));
        backend.kill(NAME);
        assertThatThrownBy(command::get).cause()
                .isInstanceOf(MachineDied.class)
                .hasMessageContainingAll(NAME + " died", "these were its last words");
    }
}

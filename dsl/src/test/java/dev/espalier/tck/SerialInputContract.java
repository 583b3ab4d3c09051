package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import dev.espalier.backends.spi.SerialInput;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines on whose serial console one can type. */
@ContractOf(SerialInput.class)
public abstract class SerialInputContract extends MachineContract {
    private final String terminal;

    /** @param terminal the guest's name for the console, such as {@code /dev/ttyS0}, which nobody in the guest reads */
    protected SerialInputContract(BackendUnderTest backend, String terminal) {
        super(backend);
        this.terminal = terminal;
    }

    private String typed(int lines, Runnable type) {
        return new TerminalReader(one, place, terminal).read(lines, type);
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
        one.succeed("setsid -c sh -i <" + terminal + " >" + terminal + " 2>&1 &");
        one.sendConsole("echo it is $((6 * 7)); cat\n");
        one.waitForConsoleText("^it is 42");
        one.sendConsole("\u0004echo ended >" + place + "/ended; exit\n");
        one.waitForFile(place + "/ended", Duration.ofSeconds(30));
    }
}

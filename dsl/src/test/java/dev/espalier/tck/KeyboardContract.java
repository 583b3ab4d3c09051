package dev.espalier.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.espalier.backends.spi.Keyboard;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is expected of machines with a keyboard; the guest's first virtual terminal is what it types on. */
@ContractOf(Keyboard.class)
public abstract class KeyboardContract extends MachineContract {
    /** What can be typed with one key, or with shift and one. */
    protected static final String PRINTABLE = IntStream.rangeClosed(' ', '~')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    protected KeyboardContract(BackendUnderTest backend) {
        super(backend);
    }

    /** Has the guest read {@code lines} from its keyboard into a file, while {@code type} types them. */
    protected final String typed(int lines, Runnable type) {
        return new TerminalReader(one, place, "/dev/tty1").read(lines, type);
    }

    @Test
    @DisplayName("all printable characters arrive on the guest's terminal")
    void printable() {
        assertThat(typed(1, () -> one.sendChars(PRINTABLE + "\n"))).isEqualTo(PRINTABLE + "\n");
    }

    @Test
    @DisplayName("a long text arrives also when the guest is busy")
    void busy() {
        one.succeed("{ while :; do :; done; } >/dev/null 2>&1 & echo $! >" + place + "/busy");
        var text = (PRINTABLE + "\n").repeat(4);
        assertThat(typed(4, () -> one.sendChars(text))).isEqualTo(text);
        one.succeed("kill $(cat " + place + "/busy)");
    }

    @Test
    @DisplayName("keys go down together")
    void chord() {
        assertThat(typed(1, () -> {
            one.sendChars("wrong");
            one.sendKey("ctrl-u");
            one.sendKey("shift-r");
            one.sendChars("ight");
            one.sendKey("ret");
        })).isEqualTo("Right\n");
    }
}

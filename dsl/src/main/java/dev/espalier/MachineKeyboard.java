package dev.espalier;

import java.util.List;

import dev.espalier.backends.spi.Keyboard;
import dev.espalier.seat.Keystrokes;

/** A machine's keyboard. What several threads type does not mix. */
public final class MachineKeyboard {
    private final Ability<Keyboard> keyboard;

    MachineKeyboard(Ability<Keyboard> keyboard) {
        this.keyboard = keyboard;
    }

    /**
     * Presses keys together.
     *
     * @param chord one character, or the names of keys with hyphens between them, such as {@code ctrl-alt-delete},
     *              {@code f2}, {@code ret}
     */
    public void sendKey(String chord) {
        var unused = keyboard.use(keys -> keys.press(List.of(Keystrokes.chord(chord))));
    }

    /** Types text, on an American keyboard: printable ASCII, line ends and tabs. Returns when all of it is typed. */
    public void sendChars(String text) {
        var chords = Keystrokes.typing(text);
        var unused = keyboard.use(keys -> keys.press(chords));
    }
}

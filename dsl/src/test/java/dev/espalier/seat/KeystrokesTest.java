package dev.espalier.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.espalier.backends.spi.Chord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystrokesTest {

    @Test
    @DisplayName("every printable ASCII character has a chord of its own, with no more than shift")
    void printable() {
        var characters = IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
        var chords = Keystrokes.typing(characters);
        assertThat(chords).hasSize(95);
        assertThat(new HashSet<>(chords)).hasSize(95);
        assertThat(chords).allSatisfy(chord -> assertThat(chord.keys()).hasSizeLessThanOrEqualTo(2));
        assertThat(chords).filteredOn(chord -> chord.keys().size() == 2)
                .hasSize(47)
                .allSatisfy(chord -> assertThat(chord.keys()).startsWith("shift"));
    }

    @Test
    @DisplayName("text is typed character by character, its line ends with the return key")
    void text() {
        assertThat(Keystrokes.typing("A b\n\t")).containsExactly(Chord.of("shift", "a"), Chord.of("spc"), Chord.of("b"),
                Chord.of("ret"), Chord.of("tab"));
        assertThat(Keystrokes.typing("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "\r", "\u0000", "€", "𐐷"})
    @DisplayName("a character that no key gives is named")
    void untypable(String character) {
        assertThatThrownBy(() -> Keystrokes.typing("a" + character)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+%04X".formatted((int) character.charAt(0)));
    }

    @ParameterizedTest
    @CsvSource({"ctrl-alt-delete,ctrl-alt-delete", "f2,f2", "a,a", "A,shift-a", "-,minus", "ctrl-minus,ctrl-minus",
            "_,shift-minus", "0x1c,0x1c", "é,é"})
    @DisplayName("a chord is one character, or keys by their names")
    void chords(String written, String keys) {
        assertThat(Keystrokes.chord(written)).hasToString(keys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ctrl-", "-ctrl", "ctrl--", "--"})
    @DisplayName("a key without a name is a mistake")
    void nameless(String written) {
        assertThatThrownBy(() -> Keystrokes.chord(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the hyphen is minus");
    }
}

package dev.espalier.seat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.Chord;

/** Which keys of an American keyboard give which characters, under the names of the NixOS test driver. */
public final class Keystrokes {
    private static final String DIGITS = "1234567890";
    private static final String SHIFTED_DIGITS = "!@#$%^&*()";
    private static final Map<Character, Chord> BY_CHARACTER = byCharacter();

    private Keystrokes() {}

    private static Map<Character, Chord> byCharacter() {
        var chords = new HashMap<Character, Chord>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            put(chords, letter, Character.toUpperCase(letter), Character.toString(letter));
        }
        for (int at = 0; at < DIGITS.length(); at++) {
            put(chords, DIGITS.charAt(at), SHIFTED_DIGITS.charAt(at), DIGITS.substring(at, at + 1));
        }
        put(chords, '-', '_', "minus");
        put(chords, '=', '+', "equal");
        put(chords, '[', '{', "bracket_left");
        put(chords, ']', '}', "bracket_right");
        put(chords, ';', ':', "semicolon");
        put(chords, '\'', '"', "apostrophe");
        put(chords, '`', '~', "grave_accent");
        put(chords, '\\', '|', "backslash");
        put(chords, ',', '<', "comma");
        put(chords, '.', '>', "dot");
        put(chords, '/', '?', "slash");
        chords.put(' ', Chord.of("spc"));
        chords.put('\n', Chord.of("ret"));
        chords.put('\t', Chord.of("tab"));
        return Map.copyOf(chords);
    }

    private static void put(Map<Character, Chord> chords, char plain, char shifted, String key) {
        chords.put(plain, Chord.of(key));
        chords.put(shifted, Chord.of("shift", key));
    }

    /**
     * What types {@code text}: printable ASCII, line ends and tabs.
     *
     * @throws IllegalArgumentException for the first character that no key gives
     */
    public static List<Chord> typing(String text) {
        return text.chars().mapToObj(character -> typing((char) character)).toList();
    }

    private static Chord typing(char character) {
        var chord = BY_CHARACTER.get(character);
        if (chord == null) {
            throw new IllegalArgumentException(
                    "no key of an American keyboard types U+%04X".formatted((int) character));
        }
        return chord;
    }

    /**
     * The chord that a test writes as one character, or as the names of keys with hyphens between them, such as
     * {@code ctrl-alt-delete}.
     *
     * @throws IllegalArgumentException if it is empty, or a name is
     */
    public static Chord chord(String written) {
        if (written.length() == 1 && BY_CHARACTER.containsKey(written.charAt(0))) {
            return typing(written.charAt(0));
        }
        var keys = List.of(written.split("-", -1));
        if (keys.contains("")) {
            throw new IllegalArgumentException("a key without a name in \"" + written + "\"; the hyphen is minus");
        }
        return new Chord(keys);
    }
}

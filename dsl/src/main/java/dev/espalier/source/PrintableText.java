package dev.espalier.source;

import java.util.regex.Pattern;

/**
 * Makes text that came from a guest, a script or a file harmless to print on one line of a terminal: it can neither
 * move the cursor, colour, clear, retitle nor reorder anything.
 */
public final class PrintableText {
    /** CSI sequences, and OSC, DCS, SOS, PM and APC strings with their terminators, each in 7 or 8 bit form. */
    private static final Pattern ESCAPE_SEQUENCE = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
            + "|(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\\\|\u009c)");

    private PrintableText() {}

    /** The text without escape sequences; every other invisible control is written out, a tab becomes a space. */
    public static String of(String text) {
        var printable = new StringBuilder(text.length());
        ESCAPE_SEQUENCE.matcher(text).replaceAll("").codePoints().forEach(c -> append(printable, c));
        return printable.toString();
    }

    private static void append(StringBuilder printable, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> printable.append(c == '\t' ? " " : "\\x%02x".formatted(c));
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                printable.append("\\u%04x".formatted(c));
            default -> printable.appendCodePoint(c);
        }
    }
}

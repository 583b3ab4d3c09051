package dev.espalier.assertions;

import java.util.regex.Pattern;

/** Expectations about text. Each throws an {@link AssertionError} that shows the text if it is not met. */
public final class TextAssertions {
    private static final int SHOWN = 4000;

    private TextAssertions() {}

    public static void assertContains(String text, String expected) {
        if (!text.contains(expected)) {
            throw new AssertionError("expected text that contains\n  " + indented(expected) + shown(text));
        }
    }

    public static void assertNotContains(String text, String unexpected) {
        if (text.contains(unexpected)) {
            throw new AssertionError("expected text without\n  " + indented(unexpected) + shown(text));
        }
    }

    /**
     * Looks for the expression anywhere in the text; {@code ^} and {@code $} are the ends of lines.
     *
     * @throws java.util.regex.PatternSyntaxException if it is no regular expression
     */
    public static void assertMatches(String text, String regex) {
        if (!Pattern.compile(regex, Pattern.MULTILINE).matcher(text).find()) {
            throw new AssertionError("expected text that matches\n  " + regex + shown(text));
        }
    }

    private static String shown(String text) {
        if (text.isEmpty()) {
            return "\nbut it is empty";
        }
        return text.length() <= SHOWN
                ? "\nbut it is\n  " + indented(text)
                : "\nbut it is " + text.length() + " characters that end with\n  "
                        + indented(text.substring(text.length() - SHOWN));
    }

    private static String indented(String text) {
        return text.strip().replace("\n", "\n  ");
    }
}

package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;

/** Words that a POSIX shell takes as they are. */
public final class ShellWords {
    /** How long a program's argument may be, in bytes: what Linux takes. */
    public static final int LONGEST_ARGUMENT = 128 * 1024 - 1024;

    private ShellWords() {}

    /** {@code text} as one word, whatever it holds but NUL. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Whether a program can be given {@code text} as an argument. */
    public static boolean isArgument(String text) {
        return size(text) <= LONGEST_ARGUMENT;
    }

    /**
     * As {@link #quoted}, for a program that is not the shell itself.
     *
     * @throws IllegalArgumentException if it could not be given that
     */
    public static String argument(String text) {
        if (!isArgument(text)) {
            throw new IllegalArgumentException(tooLong(text));
        }
        return quoted(text);
    }

    /** What is said of a command that would have to be an argument, and is too long for that. */
    static String tooLong(String text) {
        return "here, a command has at most " + LONGEST_ARGUMENT + " bytes, and this one has " + size(text)
                + "; put it into a file, and run that";
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

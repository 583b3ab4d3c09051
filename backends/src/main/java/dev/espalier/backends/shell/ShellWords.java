package dev.espalier.backends.shell;

/** Words that a POSIX shell takes as they are. */
public final class ShellWords {
    private ShellWords() {}

    /** {@code text} as one word, whatever it holds but NUL. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

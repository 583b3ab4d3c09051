package dev.espalier.seat;

import java.util.regex.Pattern;

/**
 * A regular expression for text that was read off a picture, where much is read wrong: it may be found anywhere, upper and
 * lower case are the same to it, and so are line ends and any number of blanks. An expression that wants it otherwise says
 * so, as with {@code (?-i)}. Short plain words do best.
 */
public final class LoosePattern {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException if it is no regular expression */
    public LoosePattern(String regex) {
        this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE);
    }

    /** Whether it is found in {@code text}, as it is or with each run of blanks and line ends made one blank. */
    public boolean foundIn(String text) {
        return pattern.matcher(text).find() || pattern.matcher(BLANKS.matcher(text).replaceAll(" ")).find();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}

package dev.espalier.backends.image;

import java.util.regex.Pattern;

/**
 * Names an image by all that decides what is in it.
 *
 * @param value the kind of image, a hyphen and sixteen hexadecimal digits, such as {@code tiny-0123456789abcdef}
 */
public record ImageKey(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z]+-[0-9a-f]{16}");

    public ImageKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the key of an image: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.espalier.error;

/**
 * Something that was found out about a failure.
 *
 * @param heading what a person reads above it, such as {@code journal of nginx}
 * @param text    any number of lines; one without any is not shown
 */
public record Finding(String heading, String text) {

    /** How that stood which was waited for. */
    public static Finding ofLastLook(String text) {
        return new Finding("the last look", text);
    }
}

package dev.espalier.runtime.console;

import java.util.function.UnaryOperator;

/**
 * What is kept of what a console says.
 *
 * @param bytes  at most so many on disk, and at least the last half of them; but never less than the last line
 * @param asKept each line, without its line end, as it is to be kept
 */
public record ConsoleRetention(long bytes, UnaryOperator<String> asKept) {
    /** 64 MiB. */
    public static final long DEFAULT_BYTES = 64 * 1024 * 1024;

    public ConsoleRetention {
        if (bytes < 2) {
            throw new IllegalArgumentException("nothing can be kept in " + bytes + " bytes");
        }
    }

    /** Lines as they are said. */
    public ConsoleRetention(long bytes) {
        this(bytes, UnaryOperator.identity());
    }
}

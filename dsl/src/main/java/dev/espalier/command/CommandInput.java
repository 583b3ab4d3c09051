package dev.espalier.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command reads from its standard input.
 *
 * @param length of all of it, in bytes
 * @param source opened once, and closed
 */
public record CommandInput(long length, Source source) {

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static CommandInput none() {
        return of(new byte[0]);
    }

    public static CommandInput of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static CommandInput of(byte[] bytes) {
        var own = bytes.clone();
        return new CommandInput(own.length, () -> new ByteArrayInputStream(own));
    }

    /** All of a file, as long as it is now. */
    public static CommandInput of(Path file) throws IOException {
        return new CommandInput(Files.size(file), () -> Files.newInputStream(file));
    }
}

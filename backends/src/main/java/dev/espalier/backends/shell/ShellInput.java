package dev.espalier.backends.shell;

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
 * @param source opened once, by the thread that writes to the guest, and closed by it
 * @param ending how the command learns where it ends
 */
public record ShellInput(long length, Source source, Ending ending) {

    /** What the command finds behind the last byte. */
    public enum Ending {
        /** The end of a file, as it is used to: a process in the guest sees to it. */
        END_OF_FILE,
        /**
         * Nothing: the command has to read as many bytes as there are, and waits for ever if it tries to read more. Twice as
         * fast as the other.
         */
        NONE
    }

    /** With the end of a file behind it. */
    public ShellInput(long length, Source source) {
        this(length, source, Ending.END_OF_FILE);
    }

    /** Where the bytes come from. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static ShellInput of(byte[] bytes) {
        var own = bytes.clone();
        return new ShellInput(own.length, () -> new ByteArrayInputStream(own));
    }

    public static ShellInput of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All of a file, as long as it is now. */
    public static ShellInput of(Path file) throws IOException {
        return new ShellInput(Files.size(file), () -> Files.newInputStream(file));
    }

    /** The same, for a command that reads so many bytes and no more. */
    public ShellInput withoutEnd() {
        return new ShellInput(length, source, Ending.NONE);
    }

    public static ShellInput none() {
        return of(new byte[0]);
    }

    boolean isEmpty() {
        return length == 0;
    }
}

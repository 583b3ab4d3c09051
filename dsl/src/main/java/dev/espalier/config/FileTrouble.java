package dev.espalier.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in a person's words why a file cannot be read. */
final class FileTrouble {
    private FileTrouble() {}

    static Optional<String> whyUnreadable(Path file) {
        if (Files.notExists(file)) {
            return Optional.of("there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("it is no regular file");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("permission denied");
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException binary -> "it is not UTF-8 text";
            default -> String.valueOf(failure.getMessage());
        };
    }
}

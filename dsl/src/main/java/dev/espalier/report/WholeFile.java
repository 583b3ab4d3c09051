package dev.espalier.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is whole or not there. */
public record WholeFile(Path path) {

    /** What a file is written by. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream bytes) throws IOException;
    }

    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Replaces what was there when all is written. */
    public void write(Content content) throws IOException {
        var unfinished = path.resolveSibling(name() + ".unfinished");
        try {
            try (var bytes = Files.newOutputStream(unfinished)) {
                content.writeTo(bytes);
            }
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}

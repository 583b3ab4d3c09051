package dev.espalier.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.image.ImageCache;

/** This module's directory, seen from where its tests run. */
final class Examples {
    static final Path DIRECTORY = Path.of("").toAbsolutePath();

    private Examples() {}

    /** The examples for the command: directories with a configuration. */
    static List<Path> scripts() throws IOException {
        try (var entries = Files.list(DIRECTORY)) {
            return entries.filter(entry -> Files.exists(entry.resolve("machines.json"))).sorted().toList();
        }
    }

    /** The images of all modules' tests; {@code -Despalier.cache=DIR} names another place. */
    static ImageCache images() {
        return new ImageCache(Path.of(System.getProperty("espalier.cache", "../backends/target/image-cache")));
    }
}

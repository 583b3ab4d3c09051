package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/**
 * What a cached image says about itself, in a file beside it.
 *
 * @param packages the Debian packages that went in, and their versions
 * @param bytes    what the image's files take on disk, which for a disk with holes is less than their length
 * @param built    when the building ended, as ISO 8601 writes it in UTC
 */
record Manifest(String key, String contents, String suite, String architecture, List<String> kernelParameters,
        Map<String, String> packages, long bytes, String built) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FILE = "manifest.json";

    static Manifest readFrom(Path directory) throws IOException {
        return JSON.readValue(directory.resolve(FILE).toFile(), Manifest.class);
    }

    void writeTo(Path directory) throws IOException {
        JSON.writeValue(directory.resolve(FILE).toFile(), this);
    }

    static boolean existsIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }
}

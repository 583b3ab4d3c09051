package dev.espalier.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.espalier.backends.spi.ResetPolicy;

/**
 * What a snapshot says about itself, in a file beside what it is made of.
 *
 * @param format  of this file and of what is beside it
 * @param machine whose snapshot it is
 * @param backend what ran that machine
 * @param resets  what resets were in the life that it is of
 * @param traits  what a machine that goes on from it has to have in common with that one, by names for a person
 * @param taken   when, as ISO 8601 writes it in UTC
 * @param files   the size of each in bytes, by their names
 */
record SnapshotManifest(int format, String machine, String backend, ResetPolicy resets, Map<String, String> traits,
        String taken, Map<String, Long> files) {
    static final int FORMAT = 1;
    static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    SnapshotManifest {
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(resets, "resets");
        var unused = Instant.parse(taken);
        traits.values().forEach(Objects::requireNonNull);
        files.values().forEach(Objects::requireNonNull);
        traits = new LinkedHashMap<>(traits);
        files = new LinkedHashMap<>(files);
    }

    /** @throws IOException in a person's words, if there is none that can be read */
    static SnapshotManifest readFrom(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        try {
            var json = JSON.readTree(Files.readAllBytes(file));
            var format = json.path("format").asInt();
            if (format != FORMAT) {
                throw new IOException(
                        "it is of the format " + format + ", and this Espalier reads the format " + FORMAT);
            }
            return JSON.treeToValue(json, SnapshotManifest.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    void writeTo(Path directory) throws IOException {
        Files.write(directory.resolve(FILE), JSON.writeValueAsBytes(this));
    }
}

package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a guest is told by Firecracker's metadata service. */
final class Metadata {
    /** Firecracker takes no longer request, and a head comes before it. */
    private static final int LONGEST = 50_000;

    private Metadata() {}

    /** @throws IOException in a person's words, if there is none in {@code file} */
    static ObjectNode in(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " has more than " + LONGEST + " bytes");
        }
        try {
            if (FirecrackerPlan.JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new IOException(file + " has no JSON object in it");
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}

package dev.espalier.backends.cloudhypervisor;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What Cloud Hypervisor writes of its guest's life: JSON over many lines, and an empty one. */
final class StrictEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream file;
    private final long began = System.nanoTime();

    private StrictEvents(OutputStream file) {
        this.file = file;
    }

    static StrictEvents to(Optional<Path> file) throws IOException {
        return new StrictEvents(file.isPresent()
                ? new FileOutputStream(file.get().toFile())
                : OutputStream.nullOutputStream());
    }

    synchronized void say(String source, String event) {
        var age = System.nanoTime() - began;
        var json = JSON.createObjectNode();
        json.putObject("timestamp").put("secs", age / 1_000_000_000).put("nanos", age % 1_000_000_000);
        json.put("source", source).put("event", event).putNull("properties");
        try {
            file.write((json.toPrettyString() + "\n\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.err.println("nobody hears of " + event + ": " + e);
        }
    }
}

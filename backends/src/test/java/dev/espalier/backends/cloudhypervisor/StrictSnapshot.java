package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.microvm.StrictMemory;

/**
 * A directory in which Cloud Hypervisor keeps a machine, in files that it makes and that nobody may have made before: what it
 * was told, its state, which is of one version and the same disks, and its memory.
 */
record StrictSnapshot(Path directory, CloudHypervisorVersion version) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNWRITTEN = "Failed to send migratable component snapshot";
    private static final String UNREAD = "Failed to receive migratable component snapshot";
    private static final String SCHEME = "file://";

    static StrictSnapshot at(String url, CloudHypervisorVersion version, String undone) throws StrictFault {
        if (!url.startsWith(SCHEME)) {
            throw new StrictFault(undone, UNWRITTEN, "Could not extract path from URL: " + url);
        }
        var directory = Path.of(url.substring(SCHEME.length()));
        if (!Files.isDirectory(directory)) {
            throw new StrictFault(undone, UNWRITTEN, "Destination is not a directory: \"" + directory + "\"");
        }
        return new StrictSnapshot(directory, version);
    }

    void write(JsonNode configuration, String undone) throws StrictFault {
        try {
            create("config.json", configuration);
            create("state.json", JSON.createObjectNode()
                    .put("version", version.toString())
                    .put("disks", configuration.path("disks").size())
                    .put("interfaces", configuration.path("net").size()));
            if (Files.exists(memory())) {
                throw new IOException("File exists (os error 17)");
            }
            StrictMemory.write(memory());
        } catch (IOException e) {
            throw new StrictFault(undone, "Cannot send VM snapshot", UNWRITTEN, String.valueOf(e.getMessage()));
        }
    }

    private void create(String name, JsonNode content) throws IOException {
        Files.write(directory.resolve(name), JSON.writeValueAsBytes(content), StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    private Path memory() {
        return directory.resolve("memory-ranges");
    }

    JsonNode configuration(String undone) throws StrictFault {
        try {
            return Shapes.machine(version)
                    .understood(JSON.readTree(Files.readAllBytes(directory.resolve("config.json"))), "",
                            new ArrayList<>());
        } catch (IOException | Shape.Misfit e) {
            throw unread(undone, String.valueOf(e.getMessage()));
        }
    }

    void requireState(JsonNode configuration, String undone) throws StrictFault {
        try {
            var state = JSON.readTree(Files.readAllBytes(directory.resolve("state.json")));
            if (!state.path("version").asText().equals(version.toString())) {
                throw unread(undone, "missing field `vcpu_of_" + version + "`");
            }
            if (state.path("disks").asInt() != configuration.path("disks").size()
                    || state.path("interfaces").asInt() != configuration.path("net").size()) {
                throw new StrictFault(undone, "Cannot restore VM", "Failed to restore migratable component",
                        "Missing device state");
            }
        } catch (JsonProcessingException e) {
            throw unread(undone, e.getOriginalMessage());
        } catch (IOException e) {
            throw unread(undone, "No such file or directory (os error 2)");
        }
    }

    private static StrictFault unread(String undone, String why) {
        return new StrictFault(undone, "Cannot restore VM", UNREAD, why);
    }

    void readMemory(String undone) throws StrictFault {
        if (!Files.exists(memory())) {
            throw new StrictFault(undone, "Memory manager error", "Error opening snapshot file",
                    "No such file or directory (os error 2)");
        }
        try {
            StrictMemory.read(memory());
        } catch (IOException e) {
            throw new StrictFault(undone, "Memory manager error", "Error copying snapshot into region",
                    String.valueOf(e.getMessage()));
        }
    }
}

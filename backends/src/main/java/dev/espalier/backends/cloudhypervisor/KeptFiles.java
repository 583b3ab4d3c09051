package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.runtime.io.FileTree;

/** What a snapshot of a machine of Cloud Hypervisor's consists of, under the names that it gives and looks for. */
record KeptFiles(Path directory) {

    /** What the machine was told to be, and has been told since. */
    Path configuration() {
        return directory.resolve("config.json");
    }

    /** What the devices and processors were. */
    Path state() {
        return directory.resolve("state.json");
    }

    /** All of the guest's memory. */
    Path memory() {
        return directory.resolve("memory-ranges");
    }

    /** The machine's own disk; there is none if the machine has none. */
    Path disk() {
        return directory.resolve("disk.img");
    }

    /** How Cloud Hypervisor is told of the directory. */
    String url() {
        return "file://" + directory.toAbsolutePath();
    }

    /**
     * Makes a directory that another machine goes on from, with the same state and memory.
     *
     * @param own what that machine would be told at its first start
     */
    void presentTo(JsonNode own, KeptFiles another) throws IOException {
        if (Files.exists(another.directory)) {
            FileTree.remove(another.directory);
        }
        Files.createDirectory(another.directory);
        Files.write(another.configuration(),
                CloudHypervisorPlan.JSON.writeValueAsBytes(Takeover.of(readConfiguration(), own)));
        Files.createSymbolicLink(another.state(), state().toAbsolutePath());
        Files.createSymbolicLink(another.memory(), memory().toAbsolutePath());
    }

    private JsonNode readConfiguration() throws IOException {
        try {
            return CloudHypervisorPlan.JSON.readTree(Files.readAllBytes(configuration()));
        } catch (JsonProcessingException e) {
            throw new IOException(configuration() + " is damaged: " + e.getOriginalMessage(), e);
        }
    }
}

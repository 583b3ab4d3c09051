package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.microvm.StrictMemory;

/**
 * What the strict peer writes when a snapshot is taken of it: what it was told, with a checksum, in one file, and in the other
 * its guest's memory, which is what that has in {@code /run}.
 *
 * @param pages      of what kind the memory is made
 * @param disks      by their files, as they were named
 * @param interfaces the host's, by the guest's
 * @param vsock      its socket, as it was named
 */
record StrictSnapshot(String version, String pages, List<String> disks, Map<String, String> interfaces,
        String vsock) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKSUM = 8;

    void write(Path state, Path memory) throws StrictFault {
        try {
            var bytes = JSON.writeValueAsBytes(this);
            Files.writeString(state, new String(bytes, StandardCharsets.UTF_8) + checksum(bytes));
        } catch (IOException e) {
            throw new StrictFault("Create snapshot error: Cannot serialize the microVM state: IO Error: " + e);
        }
        try {
            StrictMemory.write(memory);
        } catch (IOException e) {
            throw new StrictFault(
                    "Create snapshot error: Cannot write memory file: Cannot dump memory: " + e.getMessage());
        }
    }

    static StrictSnapshot read(Path state, FirecrackerVersion reader) throws StrictFault {
        try {
            var bytes = Files.readAllBytes(state);
            if (bytes.length < CHECKSUM) {
                throw damaged("IO Error: File too short to contain CRC");
            }
            var json = Arrays.copyOf(bytes, bytes.length - CHECKSUM);
            if (!new String(bytes, json.length, CHECKSUM, StandardCharsets.US_ASCII).equals(checksum(json))) {
                throw damaged("CRC64 validation failed");
            }
            var snapshot = JSON.readValue(json, StrictSnapshot.class);
            if (!snapshot.version().equals(reader.toString())) {
                throw damaged("Invalid data version: " + snapshot.version());
            }
            return snapshot;
        } catch (IOException e) {
            throw new StrictFault("Load snapshot error: Failed to restore from snapshot: Failed to get snapshot state"
                    + " from file: Failed to open snapshot file: No such file or directory (os error 2)");
        }
    }

    private static StrictFault damaged(String how) {
        return new StrictFault("Load snapshot error: Failed to restore from snapshot: Failed to get snapshot state from"
                + " file: Failed to load snapshot state from file: " + how);
    }

    private static String checksum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return String.format("%08x", sum.getValue());
    }

    void readMemory(Path memory) throws StrictFault {
        var prefix = "Load snapshot error: Failed to restore from snapshot: Failed to load guest memory: Error creating"
                + " guest memory from file: ";
        if (pages.equals("2M")) {
            throw new StrictFault(prefix
                    + "Cannot restore hugetlbfs backed snapshot by mapping the memory file. Please use uffd.");
        }
        try {
            StrictMemory.read(memory);
        } catch (IOException e) {
            throw new StrictFault(prefix + "Failed to load guest memory: " + e.getMessage());
        }
    }
}

package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.microvm.StrictVsock;

/**
 * What a guest has of its host while it runs: its disks, which nobody else may have meanwhile, and its vsock.
 *
 * @param locks of the disks' files
 */
record StrictDevices(StrictVsock vsock, Path socket, List<FileLock> locks) {
    static final String NO_FILE = "No such file or directory (os error 2)";

    static StrictDevices none() {
        return new StrictDevices(StrictVsock.none(), Path.of(""), List.of());
    }

    static StrictDevices of(JsonNode configuration, String undone) throws StrictFault {
        var locks = new ArrayList<FileLock>();
        for (var disk : configuration.path("disks")) {
            locks.add(lock(undone, Path.of(disk.path("path").asText())));
        }
        var socket = Path.of(configuration.path("vsock").path("socket").asText());
        try {
            return new StrictDevices(configuration.has("vsock") ? StrictVsock.listening(socket) : StrictVsock.none(),
                    socket, locks);
        } catch (IOException e) {
            throw new StrictFault(undone, "Error from device manager", "Cannot create virtio-vsock backend",
                    "Error binding to the host-side Unix socket", "Address already in use (os error 98)");
        }
    }

    private static FileLock lock(String undone, Path disk) throws StrictFault {
        if (!Files.isWritable(disk)) {
            throw new StrictFault(undone, "Error from device manager", "Cannot open disk path", NO_FILE);
        }
        try {
            var file = new RandomAccessFile(disk.toFile(), "rw");
            var lock = file.getChannel().tryLock();
            if (lock == null) {
                file.close();
                throw new StrictFault(undone, "Error locking disk images: Another instance likely holds a lock",
                        "Cannot lock images of all block devices");
            }
            return lock;
        } catch (IOException e) {
            throw new StrictFault(undone, "Error from device manager", "Cannot open disk path", e.toString());
        }
    }

    /** With all that runs in the guest. */
    void end() throws IOException {
        for (var lock : locks) {
            lock.acquiredBy().close();
        }
        vsock.guestStops(socket);
    }
}

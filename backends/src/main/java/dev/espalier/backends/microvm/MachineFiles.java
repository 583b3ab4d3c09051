package dev.espalier.backends.microvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The names of what one machine has in its directory. */
public record MachineFiles(Path directory) {
    private static final int LINES_OF_LOG = 10;

    /** Where the monitor listens for what it is told. */
    public Path api() {
        return directory.resolve("api.sock");
    }

    /** Where the monitor listens for connections to the guest. */
    public Path vsock() {
        return directory.resolve("v.sock");
    }

    public Path initrd() {
        return directory.resolve("initrd");
    }

    /** The machine's own disk. */
    public Path disk() {
        return directory.resolve("root.img");
    }

    /** What the monitor says of its work. */
    public Path log() {
        return directory.resolve("monitor.log");
    }

    /** The last that it has said there; nothing if it cannot be read. */
    public List<String> lastOfLog() {
        try (var lines = Files.lines(log())) {
            var all = new ArrayList<String>();
            lines.forEach(line -> {
                all.add(line);
                if (all.size() > LINES_OF_LOG) {
                    all.removeFirst();
                }
            });
            return all;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Takes away what an earlier monitor has left where one that starts is to listen. */
    public void removeSockets() throws IOException {
        Files.deleteIfExists(api());
        Files.deleteIfExists(vsock());
    }
}

package dev.espalier.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In which namespace of processes a process is: each cluster's machines have one of their own. See pid_namespaces(7). */
final class PidNamespaces {
    private static final Path PROC = Path.of("/proc");

    private PidNamespaces() {}

    /** That of a process, unless it is this one's own; nothing if the process has ended. */
    static Optional<String> of(long pid) {
        return link(Long.toString(pid)).filter(namespace -> !namespace.equals(link("self").orElse("")));
    }

    /** The processes that are in any of {@code namespaces}. */
    static List<Long> in(Set<String> namespaces) throws IOException {
        var found = new ArrayList<Long>();
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                var name = process.getFileName().toString();
                if (link(name).filter(namespaces::contains).isPresent()) {
                    found.add(Long.parseLong(name));
                }
            }
        }
        return found;
    }

    /** What stands for that of a process. */
    static Path file(long pid) {
        return file(Long.toString(pid));
    }

    private static Path file(String process) {
        return PROC.resolve(process).resolve("ns/pid");
    }

    private static Optional<String> link(String process) {
        try {
            return Optional.of(Files.readSymbolicLink(file(process)).toString());
        } catch (FileSystemException ended) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

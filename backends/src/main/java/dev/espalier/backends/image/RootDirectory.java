package dev.espalier.backends.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The root directory of a system, for machines that run on this host's kernel. */
public record RootDirectory(Path path) implements MachineImage {

    @Override
    public List<Path> unreadable() {
        return Files.isDirectory(path) && Files.isReadable(path) ? List.of() : List.of(path);
    }
}

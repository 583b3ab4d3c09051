package dev.espalier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import dev.espalier.runtime.io.FileTree;

/** Directories of this host's for what is measured. */
public final class Scratch {

    /** Makes something that needs a directory. */
    @FunctionalInterface
    public interface Making<T> {
        T in(Path directory) throws IOException, InterruptedException;
    }

    private Scratch() {}

    /** What is made in a new directory and removes it when it is closed; if it cannot be made, nothing is left of either. */
    public static <T> T holding(Making<T> making) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("espalier-bench");
        var made = Optional.<T>empty();
        try {
            made = Optional.of(making.in(directory));
            return made.get();
        } finally {
            if (made.isEmpty()) {
                FileTree.remove(directory);
            }
        }
    }
}

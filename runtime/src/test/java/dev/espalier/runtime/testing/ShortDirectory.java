package dev.espalier.runtime.testing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.runtime.io.FileTree;

/** A directory for sockets, whose paths have little room. Its name says whose it is, so that one which stays is noticed. */
public final class ShortDirectory implements AutoCloseable {
    private final Path path;

    private ShortDirectory(Path path) {
        this.path = path;
    }

    /** Makes one in the temporary directory. */
    public static ShortDirectory make() throws IOException {
        for (int number = 1;; number++) {
            try {
                return new ShortDirectory(Files.createDirectory(temporary().resolve(prefix() + number)));
            } catch (FileAlreadyExistsException taken) {
                // the next number may be free
            }
        }
    }

    static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** What the names of this JVM's begin with. */
    static String prefix() {
        return "esp" + ProcessHandle.current().pid() + "-";
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            FileTree.remove(path);
        }
    }
}

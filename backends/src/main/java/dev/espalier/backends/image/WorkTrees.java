package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.io.FileTree;
import dev.espalier.runtime.io.ProcessLock;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.NamespaceException;

/**
 * The directories that images are built in. Each carries its image's key in its name, and belongs to whoever holds that
 * key's lock: one whose lock is free was left by a process that was killed.
 */
final class WorkTrees {
    private final Path directory;
    private final Path locks;

    WorkTrees(Path directory, Path locks) {
        this.directory = directory;
        this.locks = locks;
    }

    /** A new directory for the image whose lock the caller holds. */
    Path make(ImageKey key) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(directory), key + ".");
    }

    /**
     * Removes what killed processes left.
     *
     * @param held the key whose lock the caller holds, which is not tried again
     */
    void sweep(ImageKey held) throws IOException, InterruptedException {
        for (var tree : all()) {
            var name = tree.getFileName().toString();
            var key = name.substring(0, name.indexOf('.'));
            if (key.equals(held.value())) {
                discard(tree);
                continue;
            }
            var lock = ProcessLock.tryAcquire(locks.resolve(key));
            if (lock.isPresent()) {
                try {
                    discard(tree);
                } finally {
                    lock.get().close();
                }
            }
        }
    }

    private List<Path> all() throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (var trees = Files.list(directory)) {
            return trees.toList();
        }
    }

    /** Removes a directory; if not all of it goes now, then at the next sweep. */
    void discard(Path tree) throws InterruptedException {
        try {
            remove(tree);
        } catch (IOException | ImageBuildFailed | NamespaceException e) {
            // The last processes of a killed build end some milliseconds after it and may still write.
            return;
        }
    }

    /**
     * Removes a directory with all that is in it. What belongs to a user's subordinate ids, which the user may not even
     * look into, is removed inside the user's namespace.
     */
    void remove(Path tree) throws IOException, InterruptedException {
        try {
            FileTree.remove(tree);
        } catch (IOException notMine) {
            try {
                removeInside(tree);
            } catch (RuntimeException e) {
                notMine.addSuppressed(e);
                throw notMine;
            }
        }
    }

    private static void removeInside(Path tree) throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("espalier-remove");
        try (var sandbox = BuildSandbox.open(Isolation.forBuilding(), scratch)) {
            sandbox.run("rm", "-rf", "--one-file-system", "--", tree.toString());
        } finally {
            FileTree.remove(scratch);
        }
    }
}

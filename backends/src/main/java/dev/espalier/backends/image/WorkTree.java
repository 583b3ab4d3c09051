package dev.espalier.backends.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import dev.espalier.runtime.namespace.Isolation;
import org.jspecify.annotations.Nullable;

/** Removes what a build left. */
final class WorkTree {
    private WorkTree() {}

    /**
     * Removes a directory with all that is in it. What belongs to a user's subordinate ids, which the user may not even
     * look into, is removed inside the user's namespace.
     */
    static void remove(Path directory) throws IOException, InterruptedException {
        try {
            removeAsMyself(directory);
        } catch (IOException notMine) {
            try {
                removeInside(directory);
            } catch (RuntimeException e) {
                notMine.addSuppressed(e);
                throw notMine;
            }
        }
    }

    private static void removeInside(Path directory) throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("espalier-remove");
        try (var sandbox = BuildSandbox.open(Isolation.forBuilding(), scratch)) {
            sandbox.run("rm", "-rf", "--one-file-system", "--", directory.toString());
        } finally {
            removeAsMyself(scratch);
        }
    }

    private static void removeAsMyself(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

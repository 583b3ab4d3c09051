package dev.espalier.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileTreeTest {

    private static void fill(Path tree) throws IOException {
        for (int branch = 0; branch < 30; branch++) {
            var directory = Files.createDirectories(tree.resolve("branch" + branch));
            for (int leaf = 0; leaf < 10; leaf++) {
                Files.createFile(directory.resolve("leaf" + leaf));
            }
        }
    }

    private static Callable<Boolean> removing(Path tree) {
        return () -> {
            FileTree.remove(tree);
            return true;
        };
    }

    @Test
    @DisplayName("a tree that others remove at the same time is removed")
    void together(@TempDir Path directory) throws Exception {
        var tree = directory.resolve("tree");
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                fill(tree);
                for (var removed : threads.invokeAll(List.of(removing(tree), removing(tree)))) {
                    assertThat(removed.get(30, TimeUnit.SECONDS)).isTrue();
                }
                assertThat(tree).doesNotExist();
            }
        }
    }

    @Test
    @DisplayName("what a symbolic link leads to stays")
    void link(@TempDir Path directory) throws Exception {
        var kept = Files.createDirectory(directory.resolve("kept"));
        var file = Files.createFile(kept.resolve("file"));
        var tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        FileTree.remove(tree);
        assertThat(tree).doesNotExist();
        assertThat(file).exists();
    }
}

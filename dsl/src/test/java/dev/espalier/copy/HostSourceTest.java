package dev.espalier.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostSourceTest {
    private Path tree;
    private Path file;

    @BeforeEach
    void make(@TempDir Path directory) throws Exception {
        tree = Files.createDirectory(directory.resolve("tree"));
        for (int size : new int[]{0, 1, 511, 512, 513, 100_000}) {
            Files.write(tree.resolve("of " + size), new byte[size]);
        }
        file = tree.resolve("of 513");
        var deep = Files.createDirectories(tree.resolve("d".repeat(99)).resolve("e".repeat(100)));
        Files.createSymbolicLink(deep.resolve("f".repeat(100)), Path.of("g".repeat(101)));
    }

    @Test
    @DisplayName("a tree's archive has the length that was told before it was made")
    void length() throws Exception {
        var bytes = HostSource.of(tree).bytes();
        try (var archive = bytes.source().open()) {
            assertThat(archive.readAllBytes()).hasSize(Math.toIntExact(bytes.length()));
        }
    }

    private static void isChanged(HostSource source) {
        assertThatThrownBy(source::requireUnchanged).isInstanceOf(IOException.class)
                .hasMessageContaining("changed while it was copied");
    }

    @Test
    @DisplayName("what stays as it is has not changed")
    void unchanged() throws Exception {
        HostSource.of(tree).requireUnchanged();
        HostSource.of(file).requireUnchanged();
    }

    @Test
    @DisplayName("a file that is longer or shorter, or has another mode, has changed, alone and in its tree")
    void changedFile() throws Exception {
        var whole = HostSource.of(tree);
        var alone = HostSource.of(file);
        Files.writeString(file, "more", StandardOpenOption.APPEND);
        isChanged(alone);
        isChanged(whole);
        alone = HostSource.of(file);
        Files.write(file, new byte[3]);
        isChanged(alone);
        alone = HostSource.of(file);
        Files.setPosixFilePermissions(file, new Mode(0700).permissions());
        isChanged(alone);
    }

    @Test
    @DisplayName("a tree that has one name more, or another link, has changed")
    void changedTree() throws Exception {
        var before = HostSource.of(tree);
        var link = Files.createSymbolicLink(tree.resolve("link"), Path.of("a"));
        isChanged(before);
        before = HostSource.of(tree);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("b"));
        isChanged(before);
    }

    @Test
    @DisplayName("a file that has become shorter since its archive was begun ends the archive with an error")
    void shorter() throws Exception {
        var bytes = HostSource.of(tree).bytes();
        Files.write(tree.resolve("of 100000"), new byte[99_999]);
        try (var archive = bytes.source().open()) {
            assertThatThrownBy(archive::readAllBytes).isInstanceOf(IOException.class);
        }
    }
}

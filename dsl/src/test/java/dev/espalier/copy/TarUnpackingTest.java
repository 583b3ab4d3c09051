package dev.espalier.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive comes from a guest, and a guest may be hostile. */
class TarUnpackingTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes);
    private Path outside;
    private Path tree;

    @BeforeEach
    void place(@TempDir Path directory) throws Exception {
        outside = Files.writeString(directory.resolve("outside"), "untouched");
        tree = Files.createDirectory(directory.resolve("tree"));
    }

    private void file(String name, String text) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(text.length());
        archive.putArchiveEntry(entry);
        archive.write(text.getBytes(StandardCharsets.UTF_8));
        archive.closeArchiveEntry();
    }

    private void link(String name, byte kind, String target) throws IOException {
        var entry = new TarArchiveEntry(name, kind);
        entry.setLinkName(target);
        archive.putArchiveEntry(entry);
        archive.closeArchiveEntry();
    }

    private void unpack() throws IOException {
        archive.finish();
        new TarUnpacking(tree).unpack(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private void isRefused() throws IOException {
        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class);
        assertThat(outside).hasContent("untouched");
        assertThat(outside.resolveSibling("new")).doesNotExist();
    }

    @Test
    @DisplayName("a name that leads out of the tree is refused")
    void dots() throws Exception {
        file("../outside", "taken");
        isRefused();
    }

    @Test
    @DisplayName("an absolute name is one in the tree")
    void absolute() throws Exception {
        file("/new", "here");
        unpack();
        assertThat(tree.resolve("new")).hasContent("here");
    }

    @Test
    @DisplayName("nothing is made behind a link, and no link is written through")
    void links() throws Exception {
        link("way", TarConstants.LF_SYMLINK, "..");
        file("way/new", "taken");
        isRefused();
    }

    @Test
    @DisplayName("a file does not take the place of a link")
    void throughLink() throws Exception {
        link("file", TarConstants.LF_SYMLINK, "../outside");
        file("file", "taken");
        isRefused();
    }

    @Test
    @DisplayName("a second name is given to files of the tree only")
    void hardLinks() throws Exception {
        link("second", TarConstants.LF_LINK, "../outside");
        isRefused();
    }

    @Test
    @DisplayName("devices are refused, by name")
    void devices() throws Exception {
        archive.putArchiveEntry(new TarArchiveEntry("a device", TarConstants.LF_BLK));
        archive.closeArchiveEntry();
        assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining("a device");
    }

    @Test
    @DisplayName("an archive that is cut off is an error")
    void cutOff() throws Exception {
        file("file", "x".repeat(5000));
        var half = new ByteArrayInputStream(bytes.toByteArray(), 0, 2048);
        assertThatThrownBy(() -> new TarUnpacking(tree).unpack(half)).isInstanceOf(IOException.class);
    }
}

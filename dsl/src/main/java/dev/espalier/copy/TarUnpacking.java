package dev.espalier.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes a tree of a tar archive from a guest, which may say anything: nothing is made, and nothing is reached through a link,
 * outside of the tree.
 */
final class TarUnpacking {
    /** A directory that nobody may write to gets its contents before it gets its mode. */
    private record ModeToSet(Path directory, Mode mode) {}

    private final Path tree;
    private final Deque<ModeToSet> modes = new ArrayDeque<>();

    /** @param tree an empty directory */
    TarUnpacking(Path tree) {
        this.tree = tree;
    }

    /** Reads {@code archive} to its end. */
    void unpack(InputStream archive) throws IOException {
        var tar = new TarArchiveInputStream(archive, StandardCharsets.ISO_8859_1.name());
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            unpack(entry, tar);
        }
        var unused = archive.transferTo(OutputStream.nullOutputStream());
        for (var each : modes) {
            Files.setPosixFilePermissions(each.directory(), each.mode().permissions());
        }
    }

    private void unpack(TarArchiveEntry entry, InputStream bytes) throws IOException {
        var path = place(entry.getName());
        var mode = new Mode(entry.getMode());
        if (entry.isDirectory()) {
            if (!path.equals(tree)) {
                Files.createDirectory(path);
            }
            modes.addFirst(new ModeToSet(path, mode));
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, RawName.path(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, place(entry.getLinkName()));
        } else if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
            throw new IOException(entry.getName() + " is neither a file nor a directory nor a link");
        } else {
            var unused = Files.copy(bytes, path);
            Files.setPosixFilePermissions(path, mode.permissions());
        }
    }

    /** Where an entry belongs, if all above it are directories of this tree. */
    private Path place(String name) throws IOException {
        var names = Stream.of(name.split("/", -1)).filter(part -> !part.isEmpty() && !part.equals(".")).toList();
        var path = tree;
        for (var part : names) {
            if (part.equals("..") || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(
                        "the guest's archive has a file called " + name + ", which would not be in its tree");
            }
            path = RawName.child(path, part);
        }
        return path;
    }
}

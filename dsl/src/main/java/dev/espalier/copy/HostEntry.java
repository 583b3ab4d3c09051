package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;

/** Something in a tree on this host, as it was when it was looked at. */
sealed interface HostEntry {

    Path ROOT = Path.of("/");

    /** Relative to the tree, as {@link RawName} has it; empty for the tree itself. */
    String name();

    record Directory(String name, Mode mode, FileTime modified) implements HostEntry {}

    /** @param size in bytes */
    record File(String name, Path path, Mode mode, long size, FileTime modified) implements HostEntry {
        File emptied() {
            return new File(name, path, mode, 0, modified);
        }
    }

    /** @param target as {@link RawName} has it; it is not followed */
    record Link(String name, String target) implements HostEntry {}

    /** @throws IOException also if it is of another kind */
    static HostEntry of(Path tree, Path path) throws IOException {
        var attributes = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        var name = RawName.of(tree, path);
        if (attributes.isSymbolicLink()) {
            var target = Files.readSymbolicLink(path);
            return new Link(name, (target.isAbsolute() ? "/" : "") + RawName.of(ROOT, ROOT.resolve(target)));
        }
        var mode = Mode.of(attributes.permissions());
        if (attributes.isDirectory()) {
            return new Directory(name, mode, attributes.lastModifiedTime());
        }
        if (attributes.isRegularFile()) {
            return new File(name, path, mode, attributes.size(), attributes.lastModifiedTime());
        }
        throw new IOException(path + " is neither a file nor a directory nor a link");
    }
}

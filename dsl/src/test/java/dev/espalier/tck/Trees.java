package dev.espalier.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in a directory, to be compared. */
final class Trees {
    private Trees() {}

    /** By path: kind, permissions, and a file's contents or where a link leads. */
    static SortedMap<String, String> described(Path tree) throws IOException {
        var all = new TreeMap<String, String>();
        try (var paths = Files.walk(tree)) {
            for (var path : paths.toList()) {
                all.put(tree.relativize(path).toString(), description(path));
            }
        }
        return all;
    }

    private static String description(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        return Files.isDirectory(path)
                ? mode + " directory"
                : mode + " file " + Arrays.hashCode(Files.readAllBytes(path));
    }

    static void mode(Path path, String mode) throws IOException {
        var unused = Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}

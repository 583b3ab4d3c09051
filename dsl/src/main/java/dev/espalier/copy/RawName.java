package dev.espalier.copy;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Names of files as Linux knows them, in texts that have one character for each byte. What this JVM takes for the encoding
 * of names, which depends on its environment, then does not matter; only a URI tells a path's bytes.
 */
final class RawName {
    private RawName() {}

    /** @param below a directory somewhere above {@code file}, or {@code file} itself, which has an empty name */
    static String of(Path below, Path file) {
        var directory = bytes(below);
        var whole = bytes(file);
        return whole.equals(directory) ? "" : whole.substring(directory.length() + 1);
    }

    private static String bytes(Path path) {
        var escaped = path.toUri().getRawPath();
        var bytes = new ByteArrayOutputStream(escaped.length());
        for (int at = 0; at < escaped.length(); at++) {
            if (escaped.charAt(at) == '%') {
                bytes.write(HexFormat.fromHexDigits(escaped, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(escaped.charAt(at));
            }
        }
        var text = bytes.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** The child of that name. */
    static Path child(Path directory, String name) {
        return directory.resolve(path(name));
    }

    /** The relative or absolute path that {@code name}, which is not empty, is. */
    static Path path(String name) {
        var escaped = new StringBuilder("file:///");
        for (var value : name.getBytes(StandardCharsets.ISO_8859_1)) {
            escaped.append(value == '/' ? "/" : "%" + HexFormat.of().toHexDigits(value));
        }
        var path = Path.of(URI.create(escaped.toString()));
        return name.startsWith("/") ? path : path.subpath(0, path.getNameCount());
    }
}

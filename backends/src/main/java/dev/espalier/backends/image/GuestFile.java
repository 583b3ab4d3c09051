package dev.espalier.backends.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of Espalier's own that goes into guests.
 *
 * @param resource    its name below the resource directory {@code guest}
 * @param path        where it goes, relative to the guest's root
 * @param permissions as chmod takes them, such as 0755
 */
record GuestFile(String resource, String path, int permissions) {
    static GuestFile script(String resource, String path) {
        return new GuestFile(resource, path, 0755);
    }

    static GuestFile text(String resource, String path) {
        return new GuestFile(resource, path, 0644);
    }

    byte[] bytes() {
        try (var in = GuestFile.class.getResourceAsStream("guest/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("this build of Espalier lacks guest/" + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CpioArchive.File inArchive() {
        return CpioArchive.File.of(path, permissions, bytes());
    }

    /** Writes it below a guest's root. */
    void writeBelow(Path root) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(root.resolve(Path.of(path).resolveSibling("")));
        Files.write(file, bytes());
        Files.setAttribute(file, "unix:mode", permissions);
    }
}

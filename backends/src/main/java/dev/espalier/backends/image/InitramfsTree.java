package dev.espalier.backends.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;

/** An initramfs as a directory, for machines that have a kernel already. */
public final class InitramfsTree {
    private static final PosixFilePermission[] BITS = {PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ};

    private InitramfsTree() {}

    /**
     * Unpacks the directories, files and links of an archive; devices are the kernel's to make.
     *
     * @param initrd an uncompressed cpio archive, such as that of the tiny image
     * @param root   an existing directory; nothing is written outside of it
     * @throws IOException also if the archive is none, or has a name in it that leads out of {@code root}
     */
    public static void unpack(Path initrd, Path root) throws IOException {
        try (var archive = new CpioArchiveInputStream(new BufferedInputStream(Files.newInputStream(initrd)))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, root);
            }
        }
    }

    private static void unpack(CpioArchiveInputStream archive, CpioArchiveEntry entry, Path root) throws IOException {
        var path = inside(root, entry.getName());
        if (entry.isDirectory()) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(path);
            }
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        } else if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(new String(archive.readAllBytes(), StandardCharsets.UTF_8)));
        } else if (entry.isRegularFile()) {
            Files.deleteIfExists(path);
            Files.copy(archive, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    /** Where a name leads; its parents are directories and not links, which might lead anywhere. */
    private static Path inside(Path root, String name) throws IOException {
        var path = root.resolve(name).normalize();
        if (!path.startsWith(root) || name.startsWith("/")) {
            throw new IOException("an archive that names files outside of itself: " + name);
        }
        for (var parent = path.getParent(); parent != null && !parent.equals(root)
                && !path.equals(root); parent = parent.getParent()) {
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(parent.toString(), path.toString(), "no directory");
            }
        }
        return path;
    }

    private static Set<PosixFilePermission> permissions(long mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (var bit = 0; bit < BITS.length; bit++) {
            if ((mode >> bit & 1) == 1) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }
}

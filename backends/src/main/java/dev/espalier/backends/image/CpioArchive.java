package dev.espalier.backends.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * The archive format of an initramfs ("newc"), everything in it owned by root and as old as the epoch, so that equal
 * entries make equal archives. The kernel unpacks several of them, one behind the other, over each other.
 */
final class CpioArchive {
    private static final int BLOCK_SIZE = 512;

    private CpioArchive() {}

    /** Something in the archive; its path is relative, and its parents come before it. */
    sealed interface Entry {
        String path();
    }

    record Directory(String path) implements Entry {}

    /** @param permissions as chmod takes them, such as 0755 */
    record File(String path, int permissions, Content content, long size) implements Entry {
        static File of(String path, int permissions, byte[] bytes) {
            return new File(path, permissions, out -> out.write(bytes), bytes.length);
        }

        static File of(String path, int permissions, java.nio.file.Path source) throws IOException {
            return new File(path, permissions, out -> java.nio.file.Files.copy(source, out),
                    java.nio.file.Files.size(source));
        }
    }

    record Link(String path, String target) implements Entry {}

    /** Writes a file's bytes. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a whole archive and leaves {@code out} open. */
    static void write(List<Entry> entries, OutputStream out) throws IOException {
        var archive = new CpioArchiveOutputStream(out, CpioConstants.FORMAT_NEW, BLOCK_SIZE, "UTF-8");
        for (var entry : entries) {
            switch (entry) {
                case Directory directory -> put(archive, directory, CpioConstants.C_ISDIR | 0755, 0, none -> {});
                case File file -> put(archive, file, CpioConstants.C_ISREG | file.permissions(), file.size(),
                        file.content());
                case Link link -> {
                    var target = link.target().getBytes(StandardCharsets.UTF_8);
                    put(archive, link, CpioConstants.C_ISLNK | 0777, target.length, bytes -> bytes.write(target));
                }
            }
        }
        archive.finish();
        out.flush();
    }

    private static void put(CpioArchiveOutputStream archive, Entry entry, long mode, long size, Content content)
            throws IOException {
        var header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, entry.path(), size);
        header.setMode(mode);
        header.setTime(0);
        archive.putArchiveEntry(header);
        content.writeTo(archive);
        archive.closeArchiveEntry();
    }
}

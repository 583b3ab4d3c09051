package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.runtime.network.Entrance;

/**
 * A machine's own copy of an image that others share: there are microVMs whose disks cannot hold only what differs.
 *
 * @param file where it is kept; made at the machine's first start, and used again at the next
 */
public record MachineDisk(Path image, Path file) {

    /** Makes the disk unless it is there. */
    public void make(Entrance entrance) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            copy(image, entrance);
        }
    }

    /** Makes it a copy of what it was once. */
    public void replace(Path kept, Entrance entrance) throws IOException, InterruptedException {
        copy(kept, entrance);
    }

    private void copy(Path original, Entrance entrance) throws IOException, InterruptedException {
        var half = file.resolveSibling(file.getFileName() + ".half");
        try {
            DiskCopy.make(original, half, entrance);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw new IOException("cannot make the disk " + file + ": " + e.getMessage(), e);
        }
    }
}

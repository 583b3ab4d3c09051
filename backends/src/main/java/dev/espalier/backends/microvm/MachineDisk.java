package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/**
 * A machine's own copy of an image that others share: there are microVMs whose disks cannot hold only what differs.
 *
 * @param file where it is kept; made at the machine's first start, and used again at the next
 */
record MachineDisk(Path image, Path file) {

    /** Makes the disk unless it is there. Blocks are shared with the image if the file system can, and holes stay holes. */
    void make(Entrance entrance) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            return;
        }
        var half = file.resolveSibling(file.getFileName() + ".half");
        try {
            var unused = BriefProcess.run(entrance.entering(
                    List.of("cp", "--reflink=auto", "--sparse=always", "--", image.toString(), half.toString())), "");
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw new IOException("cannot make the disk " + file + ": " + e.getMessage(), e);
        }
    }
}

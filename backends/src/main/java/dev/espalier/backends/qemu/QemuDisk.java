package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/**
 * A machine's own disk over an image that others share: it holds only what differs.
 *
 * @param file where it is kept; made at the machine's first start, and used again at the next that is no snapshot's
 */
record QemuDisk(Path image, Path file) {

    /** Makes the disk unless it is there. */
    void make(Entrance entrance) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            return;
        }
        try {
            var unused = BriefProcess.run(entrance.entering(List.of(QemuBackend.QEMU_IMG, "create", "-q", "-f", "qcow2",
                    "-F", "raw", "-b", image.toString(), file.toString())), "");
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException("cannot make the disk " + file + ": " + e.getMessage(), e);
        }
    }

    /** Makes it a copy of one that was over the same image, wherever that image was then. */
    void replace(Path kept, Entrance entrance) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        DiskCopy.make(kept, file, entrance);
        var unused = BriefProcess
                .run(entrance.entering(List.of(QemuBackend.QEMU_IMG, "rebase", "-u", "-q", "-f", "qcow2",
                        "-F", "raw", "-b", image.toString(), file.toString())), "");
    }
}

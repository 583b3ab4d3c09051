package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.runtime.network.Entrance;

/**
 * A machine's own disk over an image that others share: it holds only what differs.
 *
 * @param file where it is kept; made at the machine's first start, and used again at the next
 */
record QemuDisk(Path image, Path file) {

    /** Makes the disk unless it is there. */
    void make(Entrance entrance) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            return;
        }
        var process = new ProcessBuilder(entrance.entering(List.of(QemuBackend.QEMU_IMG, "create", "-q", "-f", "qcow2",
                "-F", "raw", "-b", image.toString(), file.toString()))).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            Files.deleteIfExists(file);
            throw new IOException("cannot make the disk " + file + ": " + said);
        }
    }
}

package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/** What a snapshot of a QEMU machine consists of. */
record SnapshotFiles(Path directory) {

    /** Memory and devices, as QEMU migrates them. */
    Path memory() {
        return directory.resolve("memory");
    }

    /** The machine's own disk over its image; there is none if the machine has none. */
    Path disk() {
        return directory.resolve("disk.qcow2");
    }

    private Path bashes() {
        return directory.resolve("bashes");
    }

    void keep(ResidentBashes waiting) throws IOException {
        Files.writeString(bashes(), waiting.line() + "\n");
    }

    ResidentBashes residents() throws IOException {
        return ResidentBashes.parse(Files.readString(bashes()));
    }

    /** Copies a disk that nobody writes to: its blocks are shared if the file system can, and its holes stay holes. */
    static void copy(Path from, Path to, Entrance entrance) throws IOException, InterruptedException {
        var unused = BriefProcess.run(entrance.entering(
                List.of("cp", "--reflink=auto", "--sparse=always", "--", from.toString(), to.toString())), "");
    }
}

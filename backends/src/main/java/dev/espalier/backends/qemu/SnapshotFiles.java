package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.espalier.backends.shell.ResidentBashes;

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
}

package dev.espalier.backends.firecracker;

import java.nio.file.Path;

/** What a snapshot of a machine of Firecracker's consists of. */
record KeptFiles(Path directory) {

    /** What the devices and processors were. */
    Path state() {
        return directory.resolve("state");
    }

    /** All of the guest's memory. Firecracker maps it for as long as a guest runs that began with it. */
    Path memory() {
        return directory.resolve("memory");
    }

    /** The machine's own disk; there is none if the machine has none. */
    Path disk() {
        return directory.resolve("disk.img");
    }
}

package dev.espalier.backends.firecracker;

import java.nio.file.Path;

/** The names of what one machine has in its directory. */
record MachineFiles(Path directory) {

    /** Where Firecracker listens for what it is told. */
    Path api() {
        return directory.resolve("api.sock");
    }

    /** Where Firecracker listens for connections to the guest. */
    Path vsock() {
        return directory.resolve("v.sock");
    }

    Path initrd() {
        return directory.resolve("initrd");
    }

    /** The machine's own disk. */
    Path disk() {
        return directory.resolve("root.img");
    }

    /** What Firecracker says of its work. */
    Path log() {
        return directory.resolve("firecracker.log");
    }
}

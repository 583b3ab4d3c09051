package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program in a directory that is started as Firecracker is, and is a {@link StrictFirecracker}. */
record FirecrackerPeer(Path program) {

    /**
     * @param version such as {@code 1.17}
     * @param kvm     {@code kvm} where there is some
     */
    static FirecrackerPeer in(Path directory, String version, String kvm) throws IOException {
        var classes = directory.resolve("classes");
        Files.writeString(classes, "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        var program = directory.resolve("firecracker");
        Files.writeString(program, """
                #!/bin/sh
                exec unshare --mount --uts sh -c 'mount -t tmpfs tmpfs /run && exec "$@"' sh %s \
                -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m @%s %s %s %s "$@"
                """.formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classes,
                StrictFirecracker.class.getName(), version, kvm));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return new FirecrackerPeer(program);
    }
}

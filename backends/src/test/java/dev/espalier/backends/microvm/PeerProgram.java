package dev.espalier.backends.microvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program in a directory that is started as a monitor is, and is a class that stands in for it. */
public record PeerProgram(Path path) {

    /**
     * @param name      the monitor's
     * @param itself    has a main method
     * @param arguments that come before those that the monitor gets
     */
    public static PeerProgram in(Path directory, String name, Class<?> itself, List<String> arguments)
            throws IOException {
        var classes = directory.resolve("classes");
        Files.writeString(classes, "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        var program = directory.resolve(name);
        Files.writeString(program, """
                #!/bin/bash
                export %s=${EPOCHREALTIME/[.,]/}
                exec unshare --mount --uts sh -c 'mount -t tmpfs tmpfs /run && exec "$@"' sh %s \
                -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m @%s %s %s "$@"
                """.formatted(StrictTimes.BEGUN, Path.of(System.getProperty("java.home"), "bin", "java"), classes,
                itself.getName(), String.join(" ", arguments)));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return new PeerProgram(program);
    }
}

package dev.espalier.backends.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The system that images are built on and are made like.
 *
 * @param id           the distribution, such as {@code debian}
 * @param suite        the release's code name, such as {@code bookworm}
 * @param architecture as Debian calls it, such as {@code amd64}
 */
record HostSystem(String id, String suite, String architecture) {
    private static final Path OS_RELEASE = Path.of("/etc/os-release");

    static HostSystem current() {
        try {
            return parse(Files.exists(OS_RELEASE) ? Files.readAllLines(OS_RELEASE) : List.of(),
                    System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param osRelease the lines of os-release(5)
     * @param arch      the architecture as Java calls it
     */
    static HostSystem parse(List<String> osRelease, String arch) {
        var values = new HashMap<String, String>();
        for (var line : osRelease) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
            }
        }
        return new HostSystem(values.getOrDefault("ID", "unknown"), values.getOrDefault("VERSION_CODENAME", "unknown"),
                Map.of("aarch64", "arm64").getOrDefault(arch, arch));
    }
}

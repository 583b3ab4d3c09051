package dev.espalier.runtime.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hierarchies of control groups that are mounted here: that of cgroup2, and on a host that has version 1 too, the one that
 * systemd keeps there.
 *
 * @param unified where cgroup2 is mounted
 * @param systemd where version 1's {@code name=systemd} is mounted
 */
public record Hierarchies(Path unified, Optional<Path> systemd) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** Those of this host; none if it has no cgroup2. */
    public static Optional<Hierarchies> ofThisHost() {
        try {
            return parse(Files.readAllLines(MOUNTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param mounts lines as in proc_pid_mounts(5): device, directory, type, options */
    static Optional<Hierarchies> parse(List<String> mounts) {
        var systemd = mounts.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 3 && words[2].equals("cgroup")
                        && List.of(words[3].split(",")).contains("name=systemd"))
                .map(words -> Path.of(words[1]))
                .findFirst();
        return mounts.stream()
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length > 3 && words[2].equals("cgroup2"))
                .map(words -> new Hierarchies(Path.of(words[1]), systemd))
                .findFirst();
    }

    List<Path> all() {
        return Stream.concat(Stream.of(unified), systemd.stream()).toList();
    }

    /** Whether this process can make groups in all of them. */
    public boolean areWritable() {
        return all().stream().allMatch(Files::isWritable);
    }
}

package dev.espalier.runtime.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hierarchies of control groups that are mounted here: that of cgroup2, and on a host that has version 1 too, the one that
 * systemd keeps there and those that limit something.
 *
 * @param unified     where cgroup2 is mounted
 * @param systemd     where version 1's {@code name=systemd} is mounted
 * @param controllers where version 1's controllers are mounted that this process may use, by name
 */
public record Hierarchies(Path unified, Optional<Path> systemd, Map<String, Path> controllers) {
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final Set<String> LIMITING = Set.of("memory", "pids", "cpu");

    /** A line as in proc_pid_mounts(5). */
    private record Mount(Path directory, String type, List<String> options) {
        static Stream<Mount> parse(String line) {
            var words = line.split(" ", -1);
            return words.length > 3
                    ? Stream.of(new Mount(Path.of(words[1]), words[2], List.of(words[3].split(","))))
                    : Stream.of();
        }
    }

    public Hierarchies {
        controllers = Map.copyOf(controllers);
    }

    /** Those of this host; none if it has no cgroup2. */
    public static Optional<Hierarchies> ofThisHost() {
        try {
            return parse(Files.readAllLines(MOUNTS)).map(Hierarchies::usable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lines as in proc_pid_mounts(5): device, directory, type, options */
    static Optional<Hierarchies> parse(List<String> lines) {
        var mounts = lines.stream().flatMap(Mount::parse).toList();
        var first = mounts.stream().filter(mount -> mount.type().equals("cgroup")).toList();
        var controllers = new HashMap<String, Path>();
        for (var mount : first) {
            mount.options()
                    .stream()
                    .filter(LIMITING::contains)
                    .forEach(name -> controllers.putIfAbsent(name, mount.directory()));
        }
        var systemd = first.stream()
                .filter(mount -> mount.options().contains("name=systemd"))
                .map(Mount::directory)
                .findFirst();
        return mounts.stream()
                .filter(mount -> mount.type().equals("cgroup2"))
                .map(mount -> new Hierarchies(mount.directory(), systemd, controllers))
                .findFirst();
    }

    private Hierarchies usable() {
        return new Hierarchies(unified, systemd, controllers.entrySet()
                .stream()
                .filter(controller -> Files.isWritable(controller.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** Where they are mounted, that of cgroup2 first. */
    public List<Path> all() {
        return Stream
                .concat(Stream.concat(Stream.of(unified), systemd.stream()), controllers.values().stream().sorted())
                .distinct()
                .toList();
    }

    /** Whether this process can make groups in all of them. */
    public boolean areWritable() {
        return all().stream().allMatch(Files::isWritable);
    }
}

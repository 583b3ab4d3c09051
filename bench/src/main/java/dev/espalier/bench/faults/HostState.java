package dev.espalier.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.espalier.runtime.cgroup.Hierarchies;

/**
 * What a run could leave on a host.
 *
 * @param items each in words that name it, and no other
 */
record HostState(Set<String> items) {
    /** Where network namespaces with a name are mounted; see ip-netns(8). */
    private static final Path NAMESPACES = Path.of("/run/netns");

    /** As it is now, seen from this process, with what is in {@code runBase}. Others may mount what they like elsewhere. */
    static HostState now(Path runBase) throws IOException {
        var items = new TreeSet<String>();
        named("interface", Path.of("/sys/class/net")).forEach(items::add);
        Files.readAllLines(Path.of("/proc/self/mountinfo"))
                .stream()
                .map(line -> Path.of(line.split(" ", 6)[4]))
                .filter(mount -> mount.startsWith(runBase) || mount.startsWith(NAMESPACES))
                .forEach(mount -> items.add("mount " + mount));
        named("file", runBase).forEach(items::add);
        return new HostState(items);
    }

    /** With the control groups of a process, which are known by its number. */
    HostState groupsOf(long pid) throws IOException {
        var more = new TreeSet<>(items);
        var hierarchies = Hierarchies.ofThisHost().map(Hierarchies::all).orElse(List.of());
        for (var hierarchy : hierarchies) {
            named("control group", hierarchy).filter(item -> item.contains("/espalier-" + pid + "-"))
                    .forEach(more::add);
        }
        return new HostState(more);
    }

    private static Stream<String> named(String kind, Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> kind + " " + entry).toList().stream();
        }
    }

    /** What is here and was not in {@code before}. */
    List<String> since(HostState before) {
        return items.stream().filter(item -> !before.items.contains(item)).map(item -> "left: " + item).toList();
    }
}

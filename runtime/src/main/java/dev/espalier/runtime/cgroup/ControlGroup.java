package dev.espalier.runtime.cgroup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A control group of its own for processes that belong together, of the same name in each hierarchy. See cgroups(7) and the
 * kernel's description of cgroup2.
 */
public final class ControlGroup {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The kernel's default. */
    private static final long PERIOD_US = 100_000;
    private static final String JOIN = """
            d=$1; shift; IFS=:; for g in $d; do echo 0 >"$g/cgroup.procs" || exit; done; unset IFS; exec "$@\"""";

    private final Hierarchies hierarchies;
    private final String name;

    private ControlGroup(Hierarchies hierarchies, String name) {
        this.hierarchies = hierarchies;
        this.name = name;
    }

    /** A group of a name that says that it is this process's; makes nothing. */
    public static ControlGroup in(Hierarchies hierarchies) {
        return in(hierarchies, GroupOwner.thisProcess().newName());
    }

    static ControlGroup in(Hierarchies hierarchies, String name) {
        return new ControlGroup(hierarchies, name);
    }

    /** A group in this one; makes nothing. */
    public ControlGroup child(String child) {
        return new ControlGroup(hierarchies, name + "/" + child);
    }

    private List<Path> directories() {
        return hierarchies.all().stream().map(mount -> mount.resolve(name)).toList();
    }

    /** Makes it, and those above it. */
    public void make() throws IOException {
        for (var directory : directories()) {
            Files.createDirectories(directory);
        }
    }

    /**
     * Limits what is in it, and in the groups below it.
     *
     * @return whether this host can; where it is systemd's to say what cgroup2 limits, it may have left that out
     */
    public boolean limit(Limit limit) throws IOException {
        var first = hierarchies.controllers().get(limit.controller());
        if (first != null) {
            var setting = switch (limit) {
                case Limit.Memory(var bytes) -> new Setting("memory.limit_in_bytes", Long.toString(bytes));
                case Limit.Processes(var most) -> new Setting("pids.max", Integer.toString(most));
                case Limit.Processors(var number) -> new Setting("cpu.cfs_quota_us", Long.toString(PERIOD_US * number));
            };
            setting.write(first.resolve(name));
            return true;
        }
        if (!List.of(Files.readString(unified().resolve("cgroup.controllers")).split("\\s"))
                .contains(limit.controller())) {
            return false;
        }
        var setting = switch (limit) {
            case Limit.Memory(var bytes) -> new Setting("memory.max", Long.toString(bytes));
            case Limit.Processes(var most) -> new Setting("pids.max", Integer.toString(most));
            case Limit.Processors(var number) -> new Setting("cpu.max", PERIOD_US * number + " " + PERIOD_US);
        };
        setting.write(unified());
        return true;
    }

    /** A file of a group's, and what is to be in it. */
    private record Setting(String file, String value) {
        void write(Path group) throws IOException {
            Files.writeString(group.resolve(file), value);
        }
    }

    /** The arguments that run {@code command} in it. */
    public List<String> entering(List<String> command) {
        var all = new ArrayList<>(List.of("sh", "-c", JOIN, "sh",
                directories().stream().map(Path::toString).collect(Collectors.joining(":"))));
        all.addAll(command);
        return List.copyOf(all);
    }

    private Path events() {
        return unified().resolve("cgroup.events");
    }

    private Path unified() {
        return hierarchies.unified().resolve(name);
    }

    /** Those in it and in the groups below it now, by their numbers on this host. */
    public List<Long> processes() throws IOException {
        return processes(unified());
    }

    /** Has all processes in it stand still, and returns when they do. */
    public void freeze() throws IOException, InterruptedException {
        Files.writeString(unified().resolve("cgroup.freeze"), "1");
        awaitEvent("frozen 1");
    }

    /** Has all processes in it go on. */
    public void thaw() throws IOException, InterruptedException {
        Files.writeString(unified().resolve("cgroup.freeze"), "0");
        awaitEvent("frozen 0");
    }

    /** Kills all processes in it, also frozen ones; returns at once. Nothing happens if it is not there. */
    public void kill() throws IOException {
        var kill = unified().resolve("cgroup.kill");
        if (Files.exists(kill)) {
            Files.writeString(kill, "1");
        }
    }

    /**
     * Kills all processes in it, and removes it and those in it when they have ended.
     *
     * @throws IOException also if they have not after 10 s, as when one hangs in the kernel
     */
    public void remove() throws IOException, InterruptedException {
        if (Files.exists(events())) {
            kill();
            awaitEvent("populated 0");
        }
        for (var directory : directories()) {
            if (Files.exists(directory)) {
                removeTree(directory);
            }
        }
    }

    /** Directories only: the files in them are the kernel's and go with them. */
    private static void removeTree(Path directory) throws IOException {
        List<Path> groups;
        try (var all = Files.find(directory, Integer.MAX_VALUE, (path, attributes) -> attributes.isDirectory())) {
            groups = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (var group : groups) {
            Files.deleteIfExists(group);
        }
    }

    /** The kernel tells of a changed file as of one that somebody writes to. */
    private void awaitEvent(String line) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var changes = unified().getFileSystem().newWatchService()) {
            unified().register(changes, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.readAllLines(events()).contains(line)) {
                var change = changes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (change == null) {
                    throw new FileSystemException(unified().toString(), null, "still not \"" + line + "\" after "
                            + PATIENCE.toSeconds() + " s");
                }
                change.pollEvents();
                change.reset();
            }
        }
    }

    /**
     * Removes the groups in {@code hierarchies} that processes which are gone have left; returns what it removed. One in which
     * something runs is nobody's leavings: its owner may be where its number means nothing here, as in another container.
     */
    public static List<Path> sweep(Hierarchies hierarchies) throws IOException {
        var swept = new ArrayList<Path>();
        for (var mount : hierarchies.all()) {
            for (var left : left(mount)) {
                if (processes(left).isEmpty()) {
                    removeTree(left);
                    swept.add(left);
                }
            }
        }
        return swept;
    }

    /** None of a group that is removed meanwhile. */
    private static List<Long> processes(Path group) throws IOException {
        var processes = new ArrayList<Long>();
        try (var below = Files.newDirectoryStream(group, path -> Files.isDirectory(path))) {
            Files.readAllLines(group.resolve("cgroup.procs")).forEach(pid -> processes.add(Long.parseLong(pid)));
            for (var child : below) {
                processes.addAll(processes(child));
            }
        } catch (IOException e) {
            if (Files.exists(group)) {
                throw e;
            }
        }
        return processes;
    }

    private static List<Path> left(Path mount) throws IOException {
        var left = new ArrayList<Path>();
        try (var groups = Files.newDirectoryStream(mount, "espalier-*")) {
            for (var group : groups) {
                var owner = GroupOwner.of(group.getFileName().toString());
                if (owner.isPresent() && !owner.get().lives()) {
                    left.add(group);
                }
            }
        }
        return left;
    }
}

package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.backends.microvm.MonitorProgram;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.cgroup.Hierarchies;

/**
 * The program of Firecracker's project that confines a Firecracker.
 *
 * @param user the number of the user, and of the group, that Firecracker runs as
 */
record Jailer(Path program, int user) {
    private static final Pattern ANSWER = Pattern.compile("(?m)^Jailer v(\\d+)\\.(\\d+)");

    /** From here on no system has users of its own. */
    private static final int FIRST_USER = 1 << 30;
    private static final int HEXADECIMAL = 16;
    private static final int DIGITS = 7;

    /** The one that a machine wants; a user is its own unless it names one. */
    static Optional<Jailer> of(MachineSpec machine, Path directory) {
        return machine.options()
                .get(FirecrackerOptions.JAILER)
                .map(program -> new Jailer(program.toAbsolutePath(),
                        machine.options().get(FirecrackerOptions.JAIL_USER).orElseGet(() -> userOf(directory))));
    }

    private static int userOf(Path directory) {
        return FIRST_USER
                + Integer.parseInt(new Fingerprint().with(directory.toString()).hex(DIGITS), HEXADECIMAL);
    }

    /** What is missing for a machine that is to be confined. */
    static List<Requirement> missing(MachineSpec machine, FirecrackerVersion version, String user) {
        var missing = new ArrayList<Requirement>();
        machine.options().get(FirecrackerOptions.JAILER).ifPresent(named -> {
            version(named, version).ifPresent(missing::add);
            if (!"root".equals(user)) {
                missing.add(new Requirement("the jailer makes devices, which takes root",
                        "run as root, or use no \"jailer\""));
            }
        });
        if (machine.options().get(FirecrackerOptions.HOST_MEMORY_MIB).isPresent()
                && Hierarchies.ofThisHost().filter(Hierarchies::areWritable).isEmpty()) {
            missing.add(new Requirement("no control groups of version 2 can be made here",
                    "mount -t cgroup2 cgroup2 /sys/fs/cgroup, or use no \"host_memory_mib\""));
        }
        return missing;
    }

    /** They understand each other only if they are of one release. */
    private static Optional<Requirement> version(Path named, FirecrackerVersion firecracker) {
        var found = MonitorProgram.find(Optional.of(named), "jailer")
                .flatMap(MonitorProgram::version)
                .map(ANSWER::matcher);
        if (found.isEmpty() || !found.get().find()) {
            return Optional.of(new Requirement(named + " does not say that it is Firecracker's jailer",
                    "name the jailer of the release that Firecracker is of"));
        }
        var version = new FirecrackerVersion(Integer.parseInt(found.get().group(1)),
                Integer.parseInt(found.get().group(2)));
        return version.equals(firecracker)
                ? Optional.empty()
                : Optional.of(
                        new Requirement("the jailer is of version " + version + ", and Firecracker of " + firecracker,
                                "name the jailer of the release that Firecracker is of"));
    }

    /** The arguments that run a Firecracker in its jail. It tells Firecracker its id by itself. */
    List<String> command(Path firecracker, Path base, String id, List<String> arguments) {
        var command = new ArrayList<>(List.of(program.toString(), "--id", id, "--exec-file", firecracker.toString(),
                "--uid", Integer.toString(user), "--gid", Integer.toString(user), "--chroot-base-dir",
                base.toString(), "--"));
        command.addAll(arguments);
        return command;
    }

    /** Makes a directory and all that is in it the user's, who may do with its files what their owner may. */
    void own(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                Files.setAttribute(file, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}

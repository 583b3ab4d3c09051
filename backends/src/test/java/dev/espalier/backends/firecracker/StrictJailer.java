package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.espalier.backends.microvm.PeerProgram;
import dev.espalier.backends.microvm.StrictServer;
import dev.espalier.runtime.process.BriefProcess;

/**
 * Stands in for Firecracker's jailer: it takes the same arguments, lays the jail out in the same way, and refuses to start where
 * it has been. It leaves the rest of the host to be seen, which the stand-in of Firecracker then looks away from, and its
 * privileges to Firecracker: so it makes sure that all in the jail is whose Firecracker would be.
 */
final class StrictJailer {
    private static final Set<String> OPTIONS = Set.of("--id", "--exec-file", "--uid", "--gid", "--chroot-base-dir",
            "--netns", "--cgroup-version", "--cgroup", "--parent-cgroup", "--resource-limit");
    private static final int DEVICE_NUMBER = 10;

    private StrictJailer() {}

    /** One that has this begin, and is the Firecracker that it names afterwards. */
    static Path in(Path directory, String version) throws IOException {
        var layout = PeerProgram.in(Files.createDirectories(directory.resolve("layout")), "layout",
                StrictJailer.class, List.of(version)).path();
        var program = directory.resolve("jailer");
        Files.writeString(program, """
                #!/bin/sh
                jail=$(%s "$@") || exit
                if [ "$1" = --version ]; then echo "$jail"; exit; fi
                while [ "$1" != -- ]; do
                    case $1 in --id) id=$2 ;; --exec-file) firecracker=$(basename "$2") ;; esac
                    shift 2
                done
                shift
                cd "$jail" || exit
                STRICT_JAIL=$jail exec "./$firecracker" --id "$id" --start-time-us 1 --start-time-cpu-us 1 \
                    --parent-cpu-time-us 1 "$@"
                """.formatted(layout));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return program;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[1].equals("--version")) {
            System.out.println("Jailer v" + arguments[0] + ".0");
            return;
        }
        System.out.println(laidOut(options(arguments)));
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new HashMap<>(Map.of("--chroot-base-dir", "/srv/jailer"));
        for (int at = 1; at < arguments.length && !arguments[at].equals("--"); at += 2) {
            if (!OPTIONS.contains(arguments[at]) || at + 1 == arguments.length) {
                throw refused("Failed to parse arguments: Found argument '" + arguments[at]
                        + "' which wasn't expected, or isn't valid in this context.");
            }
            options.put(arguments[at], arguments[at + 1]);
        }
        for (var required : List.of("--id", "--exec-file", "--uid", "--gid")) {
            if (!options.containsKey(required)) {
                throw refused("Failed to parse arguments: Argument '" + required.substring(2)
                        + "' required, but not found.");
            }
        }
        return options;
    }

    private static Path laidOut(Map<String, String> options) throws IOException, InterruptedException {
        var id = options.getOrDefault("--id", "");
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw refused("Invalid instance ID: Invalid char");
        }
        var owner = options.getOrDefault("--uid", "") + ":" + options.getOrDefault("--gid", "");
        if (!owner.matches("\\d{1,10}:\\d{1,10}")) {
            throw refused("Invalid uid: " + owner);
        }
        var firecracker = Path.of(options.getOrDefault("--exec-file", "")).toRealPath();
        var jail = Path.of(options.getOrDefault("--chroot-base-dir", ""))
                .toRealPath()
                .resolve(firecracker.getFileName())
                .resolve(id)
                .resolve("root");
        Files.createDirectories(jail);
        requireOwned(jail, owner);
        copy(firecracker, jail.resolve(firecracker.getFileName()));
        device(jail.resolve("dev/net/tun"), 200);
        device(jail.resolve("dev/kvm"), 232);
        var pid = jail.resolve(firecracker.getFileName() + ".pid");
        if (Files.exists(pid)) {
            throw refused("Failed to open file /" + pid.getFileName() + ": File exists (os error 17)");
        }
        Files.writeString(pid, "1");
        var unused = BriefProcess.run(List.of("chown", owner, jail.toString()), "");
        return jail;
    }

    /** Firecracker, which is that user then, could not open them. */
    private static void requireOwned(Path jail, String owner) throws IOException {
        try (var files = Files.walk(jail)) {
            for (var file : files.toList()) {
                var its = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) + ":"
                        + Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS);
                if (!its.equals(owner)) {
                    throw refused(file + " is " + its + "'s, and Firecracker is " + owner);
                }
            }
        }
    }

    private static void copy(Path firecracker, Path copy) throws IOException {
        if (Files.isSymbolicLink(copy)) {
            throw refused("Failed to open " + copy + ": Too many levels of symbolic links (os error 40)");
        }
        Files.copy(firecracker, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void device(Path device, int minor) throws IOException, InterruptedException {
        Files.createDirectories(device.getParent());
        try {
            var unused = BriefProcess.run(List.of("mknod", "-m", "600", device.toString(), "c",
                    Integer.toString(DEVICE_NUMBER), Integer.toString(minor)), "");
        } catch (IOException e) {
            throw refused("Failed to create " + device + " via mknod inside the jail: " + e.getMessage());
        }
    }

    private static IllegalStateException refused(String why) {
        StrictServer.end(1, why);
        return new IllegalStateException(why);
    }
}

package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.OptionKey;
import dev.espalier.backends.spi.OptionType;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;

/**
 * A program that runs an nspawn with a root, an init and interfaces of its own, as the {@code run-NAME-nspawn} that NixOS makes of
 * a container's configuration. It is told the rest by its environment, and given no arguments.
 *
 * @param program   an executable file
 * @param machine   the machine's name
 * @param directory the machine's own
 */
record ContainerScript(Path program, String machine, ContainerLinks links, Path directory) implements ContainerStart {
    static final OptionKey<Path> START_SCRIPT = new OptionKey<>("start_script", new OptionType.FilePath(),
            "a program that runs the container, as NixOS's run-NAME-nspawn; it decides on everything but the machine's"
                    + " name, number and VLANs");

    /**
     * Its container may forbid that its files are removed, as NixOS does with an empty directory: in memory they go with the
     * cluster.
     */
    private static final String MAKE_STATE = "mountpoint -q \"$1\" || mount -t tmpfs -o mode=755 tmpfs \"$1\"";

    /**
     * Runs $2 in $1. It names namespaces in /run, as others may that run beside it, and nspawn keeps there what it knows of
     * containers. In /sys it looks which bridges there are: that shows the network of whoever mounted it. A NixOS finds its
     * programs by a link in /run.
     */
    private static final String OWN_VIEW = """
            system=$(readlink /run/current-system)
            mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/cgroup && mount --rbind /sys/fs/cgroup /run/cgroup &&
                mount -t sysfs sysfs /sys && mount --rbind /run/cgroup /sys/fs/cgroup && umount -l /run/cgroup || exit
            [ -z "$system" ] || ln -s "$system" /run/current-system || exit
            cd "$1" && exec "$2\"""";

    static boolean starts(MachineSpec machine) {
        return machine.options().get(START_SCRIPT).isPresent();
    }

    /** @throws IllegalArgumentException if it has none */
    static ContainerScript of(MachineSpec machine, Path directory) {
        return new ContainerScript(machine.options()
                .get(START_SCRIPT)
                .orElseThrow(() -> new IllegalArgumentException(machine.name() + " has no start script")),
                machine.name(), new ContainerLinks.Bridges(machine.nics()), directory);
    }

    Optional<Requirement> missing() {
        return HostPrograms.unusable("the start script of " + machine, program);
    }

    /** Where the container's root is over all starts. */
    Path state() {
        return directory.resolve("state");
    }

    /** What it may share with its container. */
    Path shared() {
        return directory.resolve("shared");
    }

    @Override
    public void prepare(Entrance entrance) throws IOException, InterruptedException {
        Files.createDirectories(state());
        Files.createDirectories(shared());
        var unused = BriefProcess.run(entrance.entering(List.of("sh", "-c", MAKE_STATE, "sh", state().toString())),
                "");
    }

    /** NixOS's prepares the system before it becomes systemd. */
    @Override
    public ContainerLeader.Init init() {
        return ContainerLeader.Init.SYSTEMD;
    }

    /** It is said what such a container may use where it is made. */
    @Override
    public List<Limit> limits() {
        return List.of();
    }

    @Override
    public Map<String, String> environment(Path notices) {
        return Map.of("PATH", HostPrograms.PATH, "NOTIFY_SOCKET", notices.toString(), "RUN_NSPAWN_ROOT_DIR",
                state().toString(), "RUN_NSPAWN_SHARED_DIR", shared().toString());
    }

    @Override
    public List<String> command(Path network) {
        return List.of("nsenter", "--net=" + network, "unshare", "--mount", "sh", "-c", OWN_VIEW, "sh",
                state().toString(), program.toAbsolutePath().toString());
    }
}

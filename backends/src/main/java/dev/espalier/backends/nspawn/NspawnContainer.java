package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.runtime.cgroup.Limit;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.ExitStatus;

/** A container with the system of an image or a directory, as nspawn's command line describes it. */
record NspawnContainer(String name, GuestSeed seed, ContainerRoot root, ContainerLinks links, List<Limit> limits)
        implements
            ContainerStart {
    /** How nspawn exits if the container asks for a reboot; it looks like a signal, and is none. */
    static final ExitStatus REBOOT = new ExitStatus.Signaled(133 - 128);

    /** nspawn keeps what it knows of running containers there, and leaves it there if it is killed. */
    private static final String OWN_STATE = """
            mkdir -p /run/systemd && mount -t tmpfs -o mode=755 tmpfs /run/systemd && exec "$@\"""";

    NspawnContainer {
        limits = List.copyOf(limits);
    }

    @Override
    public void prepare(Entrance entrance) throws IOException, InterruptedException {
        root.make(entrance, seed);
    }

    @Override
    public ContainerLeader.Init init() {
        return ContainerLeader.Init.ANY;
    }

    /** The network is the container's own, so it may set all that the kernel does for it. */
    @Override
    public Map<String, String> environment(Path notices) {
        return Map.of("PATH", HostPrograms.PATH, "NOTIFY_SOCKET", notices.toString(),
                "SYSTEMD_NSPAWN_API_VFS_WRITABLE", "network");
    }

    @Override
    public List<String> command(Path network) {
        return List.of("unshare", "--mount", "sh", "-c", OWN_STATE, "sh",
                NspawnBackend.NSPAWN, "--quiet", "--directory=" + root.mounted(), "--machine=" + name, "--boot",
                // Neither a systemd nor a machined of this host is needed.
                "--register=no", "--keep-unit", "--settings=no",
                "--console=pipe", "--link-journal=no", "--resolv-conf=off", "--timezone=off",
                // With a namespace of somebody else's, nspawn keeps the container from changing its network.
                "--network-namespace-path=" + network, "--capability=CAP_NET_ADMIN");
    }
}

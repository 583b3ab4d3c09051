package dev.espalier.backends.nspawn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.runtime.process.ExitStatus;

/**
 * A container as nspawn's command line describes it.
 *
 * @param network a network namespace
 */
record NspawnContainer(String name, Path root, Path network) {
    /** How nspawn exits if the container asks for a reboot; it looks like a signal, and is none. */
    static final ExitStatus REBOOT = new ExitStatus.Signaled(133 - 128);

    /** nspawn keeps what it knows of running containers there, and leaves it there if it is killed. */
    private static final String OWN_STATE = """
            mkdir -p /run/systemd && mount -t tmpfs -o mode=755 tmpfs /run/systemd && exec "$@\"""";

    /**
     * What nspawn finds in its environment. The network is the container's own, so it may set all that the kernel does for it.
     *
     * @param notices where it tells of itself
     */
    static Map<String, String> environment(Path notices) {
        return Map.of("PATH", HostPrograms.PATH, "NOTIFY_SOCKET", notices.toString(),
                "SYSTEMD_NSPAWN_API_VFS_WRITABLE", "network");
    }

    /** The program that runs it, in the cluster's namespaces. */
    List<String> command() {
        return List.of("unshare", "--mount", "sh", "-c", OWN_STATE, "sh",
                NspawnBackend.NSPAWN, "--quiet", "--directory=" + root, "--machine=" + name, "--boot",
                // Neither a systemd nor a machined of this host is needed.
                "--register=no", "--keep-unit", "--settings=no",
                "--console=pipe", "--link-journal=no", "--resolv-conf=off", "--timezone=off",
                // With a namespace of somebody else's, nspawn keeps the container from changing its network.
                "--network-namespace-path=" + network, "--capability=CAP_NET_ADMIN");
    }
}

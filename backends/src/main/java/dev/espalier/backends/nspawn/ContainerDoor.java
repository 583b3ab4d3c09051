package dev.espalier.backends.nspawn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.ProcessLauncher;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.runtime.cgroup.ControlGroup;

/**
 * The way into a running container.
 *
 * @param leader its first process
 * @param group  where commands from outside run
 */
record ContainerDoor(ContainerLeader leader, ControlGroup group, MachineSite site) {
    /** The last is NixOS's. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            + ":/run/current-system/sw/bin";
    /**
     * Waits for a program that is in another namespace of processes than this. nsenter would, but it stops when the program is
     * stopped, as systemd does with all processes at a shutdown, and nobody in there could have it go on; and it keeps the
     * outputs open, which are to end with the last of those in there who have them. The program is begun as a job, as
     * what runs in the background is deaf to SIGINT else, and waited for without job control, which would tell of stops. A
     * {@code wait -f} would not do: bash 5.2 may go on for ever at what is over.
     */
    private static final String WAITING = "set -m; \"$@\" <&0 & set +m; exec </dev/null >/dev/null 2>&1; wait $!";

    CommandLauncher launcher() {
        return new ProcessLauncher(this::entering, site.directory(),
                Map.of("PATH", PATH, "HOME", "/root", "USER", "root", "PAGER", ""));
    }

    /**
     * In a session of its own, so that what a terminal says to this program does not reach the container. What waits is this
     * host's: nothing of the container's sees processes outside.
     */
    private List<String> entering(List<String> command) {
        var all = new ArrayList<>(List.of("setsid"));
        all.addAll(group.entering(leader.entering(List.of("bash", "-c", WAITING, "bash"), command)));
        return all;
    }
}

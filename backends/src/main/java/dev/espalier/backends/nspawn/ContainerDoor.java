package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.espalier.backends.shell.CommandLauncher;
import dev.espalier.backends.shell.ProcessLauncher;
import dev.espalier.backends.spi.MachineSite;
import dev.espalier.runtime.cgroup.ControlGroup;
import dev.espalier.runtime.process.BriefProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into a running container.
 *
 * @param leader its first process, by its number in the cluster's namespaces
 * @param group  where commands from outside run
 */
record ContainerDoor(long leader, ControlGroup group, MachineSite site) {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerDoor.class);
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
    /**
     * nspawn's own process becomes the container's first; where that is systemd, it takes orders a little later. To read from
     * nobody is to sleep without a process: many containers that boot at once have better to do than to start those.
     */
    private static final String SYSTEM = """
            exec 9<> <(:)
            while read -r init </proc/1/comm
                [ "$init" = systemd-nspawn ] || { [ "$init" = systemd ] && ! [ -S /run/systemd/private ]; }
            do read -r -t 0.02 -u 9; done""";

    /** Waits until the container's init can be asked for something; returns at once if that cannot be found out. */
    void awaitSystem() throws InterruptedException {
        try {
            var unused = BriefProcess.run(site.entrance().entering(inside(List.of("bash", "-c", SYSTEM))), "");
        } catch (IOException e) {
            LOG.debug("whether the init of a container is up cannot be found out", e);
        }
    }

    CommandLauncher launcher() {
        return new ProcessLauncher(this::entering, site.directory(),
                Map.of("PATH", PATH, "HOME", "/root", "USER", "root", "PAGER", ""));
    }

    /** In a session of its own, so that what a terminal says to this program does not reach the container. */
    private List<String> entering(List<String> command) {
        var all = new ArrayList<>(List.of("setsid"));
        all.addAll(group.entering(site.entrance().enteringAhead(waitingFor(inside(command)))));
        return all;
    }

    private List<String> inside(List<String> command) {
        var all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(leader), "--all", "--no-fork", "--"));
        all.addAll(waitingFor(command));
        return all;
    }

    private static List<String> waitingFor(List<String> command) {
        var all = new ArrayList<>(List.of("bash", "-c", WAITING, "bash"));
        all.addAll(command);
        return all;
    }
}

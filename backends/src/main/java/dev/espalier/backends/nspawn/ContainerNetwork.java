package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.process.Provision;

/**
 * A network namespace for one life of a container, made before its first process runs and joined to the cluster's bridges.
 *
 * @param machine   whose it is, by name
 * @param directory the machine's own
 * @param made      told when the ports are on their bridges
 */
record ContainerNetwork(ContainerLinks links, String machine, Path directory, Entrance entrance, Runnable made)
        implements
            Provision.Thing {
    private static final String MAKE = "touch \"$1\" && unshare --net=\"$1\" true";
    /** The ends on the bridges go at once, and those in the namespace with them; what is not there need not go. */
    private static final String REMOVE = """
            net=$1; shift; for port; do ip link delete "$port"; done 2>/dev/null
            umount "$net" 2>/dev/null; rm -f "$net\"""";

    /** The namespace, as a file. */
    Path namespace() {
        return directory.resolve("net");
    }

    @Override
    public void make() throws IOException, InterruptedException {
        remove();
        inside(List.of("sh", "-c", MAKE, "sh", namespace().toString()), "");
        inside(List.of("ip", "-batch", "-"), String.join("\n", links.outside(namespace())));
        inside(List.of("nsenter", "--net=" + namespace(), "ip", "-batch", "-"), String.join("\n", links.inside()));
        made.run();
    }

    @Override
    public void remove() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "-c", REMOVE, "sh", namespace().toString()));
        links.nics().forEach(nic -> command.add(nic.port()));
        inside(command, "");
    }

    /** The cluster's namespaces go with it. */
    @Override
    public void kill() {}

    private void inside(List<String> command, String input) throws IOException, InterruptedException {
        try {
            var unused = BriefProcess.run(entrance.entering(command), input);
        } catch (IOException e) {
            throw new IOException("cannot make the network of " + machine + ": " + e.getMessage(), e);
        }
    }
}

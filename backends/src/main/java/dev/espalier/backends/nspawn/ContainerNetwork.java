package dev.espalier.backends.nspawn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.Nic;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.process.BriefProcess;
import dev.espalier.runtime.process.Provision;

/**
 * A network namespace for one life of a container, with its interfaces in it, named and addressed before its first process
 * runs, and their other ends on the cluster's bridges.
 *
 * @param directory the machine's own
 * @param made      told when the ports are on their bridges
 */
record ContainerNetwork(List<Nic> nics, GuestSeed seed, Path directory, Entrance entrance, Runnable made)
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
        inside(List.of("ip", "-batch", "-"), String.join("\n", links()));
        inside(List.of("nsenter", "--net=" + namespace(), "ip", "-batch", "-"), String.join("\n", addresses()));
        made.run();
    }

    @Override
    public void remove() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", "-c", REMOVE, "sh", namespace().toString()));
        nics.forEach(nic -> command.add(nic.port()));
        inside(command, "");
    }

    /** The cluster's namespaces go with it. */
    @Override
    public void kill() {}

    private void inside(List<String> command, String input) throws IOException, InterruptedException {
        try {
            var unused = BriefProcess.run(entrance.entering(command), input);
        } catch (IOException e) {
            throw new IOException("cannot make the network of " + seed.hostname() + ": " + e.getMessage(), e);
        }
    }

    /** The commands for one run of {@code ip -batch -} in the cluster's namespace. */
    List<String> links() {
        var commands = new ArrayList<String>();
        for (var index = 0; index < nics.size(); index++) {
            var nic = nics.get(index);
            commands.add("link add " + nic.port() + " type veth peer name eth" + index + " address " + nic.mac()
                    + " netns " + namespace());
            commands.add("link set " + nic.port() + " master " + nic.bridge() + " up");
        }
        return commands;
    }

    /** The commands for one run of {@code ip -batch -} in the container's namespace. */
    List<String> addresses() {
        var commands = new ArrayList<>(List.of("link set lo up"));
        for (var card : seed.cards()) {
            commands.add("link set eth" + card.index() + " up");
            // Nobody else can have the address: a test need not wait a second for the kernel to ask.
            card.addresses()
                    .forEach(address -> commands.add("address add " + address.text() + " dev eth" + card.index()
                            + (address.isIpv6() ? " nodad" : "")));
        }
        return commands;
    }
}

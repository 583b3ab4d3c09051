package dev.espalier.engine;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.spi.HostPrograms;
import dev.espalier.error.PortUnavailable;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.network.LoopbackGate;
import dev.espalier.runtime.process.ExitStatus;
import dev.espalier.runtime.process.OsProcess;
import dev.espalier.runtime.process.ProcessListener;
import dev.espalier.runtime.process.ProcessSpec;
import dev.espalier.runtime.process.Stdio;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.Restart;
import dev.espalier.runtime.supervision.SupervisorSpec;

/**
 * A port of this host that leads to one of a machine: a gate here, and a relay in the cluster's namespace, with a Unix socket
 * between them, for which namespaces of networks are no border.
 */
final class PortForward {
    private static final int LAST_WORDS = 5;

    /**
     * The relay reaches the machine from the VLAN's own addresses. Whether a connection is taken is for bash to find out:
     * socat's exit does not tell a refused one from one that broke. Half-closed connections may last for a day: after that,
     * nobody will answer any more.
     */
    private static final String RELAY = """
            reach() {
                exec 3<>"/dev/tcp/$ipv4/$port" || exec 3<>"/dev/tcp/$ipv6/$port" || exit
                exec socat -b 65536 -t 86400 FD:0,shut-down FD:3,shut-down
            } 2>/dev/null
            export -f reach
            cd "$directory" &&
            ip address replace "$gateway" dev "$bridge" && ip address replace "$gateway6" dev "$bridge" nodad &&
            exec socat -d -d "UNIX-LISTEN:$socket,fork,unlink-early,backlog=$clients" EXEC:"bash --norc -c reach",nofork
            """;

    private final ForwardRoute route;
    private final Path directory;
    private final String socket;
    private final CompletableFuture<Integer> bound = new CompletableFuture<>();
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final Deque<String> said = new ArrayDeque<>();

    /** @param directory where its socket is made, by the name of {@code socket} */
    PortForward(ForwardRoute route, Path directory, String socket) {
        this.route = route;
        this.directory = directory;
        this.socket = socket;
    }

    /** The port of this host, when it leads somewhere; fails if the relay does not start. */
    CompletionStage<Integer> ready() {
        return ready;
    }

    ChildSpec child(Entrance entrance) {
        return ChildSpec.supervisor(route.machine() + ":" + route.machinePort(), SupervisorSpec.oneForOne(
                ChildSpec.worker("gate", self -> LoopbackGate.at(bound.getNow(route.hostPort()),
                        directory.resolve(socket), bound::complete).behavior(self)),
                ChildSpec.worker("relay", self -> OsProcess.running(relay(entrance), new Stdio.Logged(this::hear),
                        new Relay()).behavior(self))))
                .restart(Restart.TEMPORARY);
    }

    private ProcessSpec relay(Entrance entrance) {
        var subnet = route.subnet();
        var environment = Map.ofEntries(Map.entry("PATH", HostPrograms.PATH),
                Map.entry("directory", directory.toString()), Map.entry("socket", socket),
                Map.entry("clients", Integer.toString(LoopbackGate.MOST_CLIENTS)),
                Map.entry("bridge", route.bridge()), Map.entry("gateway", subnet.gateway()),
                Map.entry("gateway6", subnet.gatewayIpv6()), Map.entry("ipv4", subnet.ipv4(route.number())),
                Map.entry("ipv6", subnet.ipv6(route.number())),
                Map.entry("port", Integer.toString(route.machinePort())));
        return new ProcessSpec(entrance.entering(List.of("bash", "-c", RELAY)), directory, environment);
    }

    /** Told by one thread at a time. */
    private void hear(String line) {
        if (line.contains("listening on")) {
            ready.complete(bound.join());
        }
        said.addLast(line);
        if (said.size() > LAST_WORDS) {
            said.removeFirst();
        }
    }

    private final class Relay implements ProcessListener {
        @Override
        public void started(long pid) {}

        @Override
        public void exited(ExitStatus status) {
            ready.completeExceptionally(new PortUnavailable(route.machine(), route.hostPort(),
                    "its relay ended: " + String.join("; ", said)));
        }
    }
}

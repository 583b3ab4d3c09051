package dev.espalier.examples.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import dev.espalier.Cluster;
import dev.espalier.ClusterSettings;
import dev.espalier.ClusterSpec;
import dev.espalier.Machine;
import dev.espalier.NodeSpec;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.engine.MachineRestart;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.system.ActorHome;
import org.apache.pekko.actor.typed.ActorSystem;

/** Three machines that come back when they go down. */
final class Fleet implements AutoCloseable {
    private static final MachineRestart ALIVE = new MachineRestart.Permanent(Duration.ofMillis(200),
            Duration.ofSeconds(10), new RestartIntensity(5, Duration.ofMinutes(1)));

    private final Cluster cluster;

    private Fleet(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param host     whose actors the machines' actors live beside; it hears what becomes of the machines
     * @param consoles where the machines' console logs go
     */
    static Fleet open(ActorSystem<TestEvent> host, Path consoles) throws InterruptedException {
        var machines = Stream.of("billing", "mail", "search").map(Fleet::machine).toArray(NodeSpec[]::new);
        var settings = ClusterSettings.defaults(consoles).actors(new ActorHome.Shared(host)).events(host::tell);
        return new Fleet(Cluster.open(ClusterSpec.of(machines), settings));
    }

    /** On the backend local, so that this runs anywhere; a virtual machine is kept alive in the same way. */
    private static NodeSpec machine(String name) {
        return NodeSpec.of(name, new ImageSpec.Tiny()).backend("local").onVlans().restart(ALIVE);
    }

    void start() {
        cluster.startAll();
    }

    Machine machineCalled(String name) {
        return cluster.machine(name);
    }

    /** Ends the machines; the host's actor system goes on. */
    @Override
    public void close() {
        cluster.close();
    }
}

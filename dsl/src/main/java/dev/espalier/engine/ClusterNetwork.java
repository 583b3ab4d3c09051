package dev.espalier.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.espalier.error.ClusterFailed;
import dev.espalier.error.PortUnavailable;
import dev.espalier.runtime.network.Entrance;
import dev.espalier.runtime.network.FaultMeans;
import dev.espalier.runtime.network.LinkFaults;
import dev.espalier.runtime.network.NetworkFaults;
import dev.espalier.runtime.network.NetworkNamespace;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.DynamicStartReply;
import dev.espalier.runtime.supervision.DynamicSupervisor;
import dev.espalier.runtime.supervision.DynamicSupervisorSpec;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** A running cluster's networks: the faults of their links, and the ports of this host that lead into them. */
public final class ClusterNetwork {
    private static final Duration START = Duration.ofSeconds(30);

    private final Entrance entrance = new Entrance();
    private final Address<NetworkFaults.Command> faults = new Address<>("network faults");
    private final Address<DynamicSupervisor.Command> forwards = new Address<>("port forwards");
    private final AtomicInteger forwardNumbers = new AtomicInteger();
    private final NetworkPlan plan;
    private final Path directory;
    private final Consumer<CompletableFuture<?>> endsWithCluster;

    /** @param endsWithCluster sees to it that a promise is kept whatever becomes of the cluster */
    ClusterNetwork(NetworkPlan plan, Path directory, Consumer<CompletableFuture<?>> endsWithCluster) {
        this.plan = plan;
        this.directory = directory;
        this.endsWithCluster = endsWithCluster;
    }

    /** What a cluster's tree begins with, in start order. */
    List<ChildSpec> children() {
        return List.of(
                ChildSpec.worker("network namespace", NetworkNamespace.with(plan, entrance)),
                ChildSpec.worker("network faults", NetworkFaults.in(entrance, faults)),
                DynamicSupervisor.child("port forwards", DynamicSupervisorSpec.DEFAULT, forwards));
    }

    /** Makes more in the namespace that is there; blocks for the time of one process. */
    void extend(NetworkPlan more) throws IOException, InterruptedException {
        NetworkNamespace.extend(more, entrance);
    }

    Entrance entrance() {
        return entrance;
    }

    /** A machine has made ports anew. */
    void remade(Set<String> ports) {
        faults.tell(new NetworkFaults.Remade(ports));
    }

    /** By what this host can make links bad, found out by trying. */
    public CompletionStage<FaultMeans> means() {
        var reply = new CompletableFuture<FaultMeans>();
        endsWithCluster.accept(reply);
        faults.tell(new NetworkFaults.Explore(reply));
        return reply;
    }

    /** What is wrong with the links now. */
    public CompletionStage<LinkFaults> faults() {
        return change(UnaryOperator.identity()).thenApply(NetworkFaults.Changed::after);
    }

    /** Makes the links what {@code change} makes of what they are; all of it, or nothing. */
    public CompletionStage<NetworkFaults.Changed> change(UnaryOperator<LinkFaults> change) {
        var reply = new CompletableFuture<NetworkFaults.Changed>();
        endsWithCluster.accept(reply);
        faults.tell(new NetworkFaults.Change(change, reply));
        return reply;
    }

    /** Makes a port of this host lead to one of a machine; done, with the port, when it does. */
    CompletionStage<Integer> forward(ForwardRoute route, ActorSystem<?> system) {
        var forward = new PortForward(route, directory, "forward" + forwardNumbers.incrementAndGet());
        CompletionStage<DynamicStartReply> started = AskPattern.ask(forwards.ref(),
                replyTo -> new DynamicSupervisor.StartChild(forward.child(entrance), replyTo), START,
                system.scheduler());
        return started.thenCompose(reply -> switch (reply) {
            case DynamicStartReply.Started(var supervisor, var info) -> forward.ready()
                    .whenComplete((port, failure) -> {
                        if (failure != null) {
                            forwards.tell(new DynamicSupervisor.TerminateChild(supervisor, system.ignoreRef()));
                        }
                    });
            case DynamicStartReply.Failed(var reason) -> throw new PortUnavailable(route.machine(), route.hostPort(),
                    reason.cause().map(Throwable::getMessage).orElseGet(reason::describe));
            case DynamicStartReply.Ignored ignored -> throw new ClusterFailed("a port forward was ignored");
            case DynamicStartReply.TooMany many -> throw new ClusterFailed("there are too many port forwards");
            case DynamicStartReply.Invalid(var error) -> throw new ClusterFailed(error.describe());
        });
    }
}

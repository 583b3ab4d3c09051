package dev.espalier.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.MachineSite;
import dev.espalier.backends.spi.Nic;
import dev.espalier.error.ClusterFailed;
import dev.espalier.runtime.console.ConsoleLog;
import dev.espalier.runtime.io.RunDirectory;
import dev.espalier.runtime.network.NetworkPlan;
import dev.espalier.runtime.process.Preparation;
import dev.espalier.runtime.supervision.Address;
import dev.espalier.runtime.supervision.ChildSpec;
import dev.espalier.runtime.supervision.DynamicStartReply;
import dev.espalier.runtime.supervision.DynamicSupervisor;
import dev.espalier.runtime.supervision.DynamicSupervisorSpec;
import dev.espalier.runtime.supervision.ExitReason;
import dev.espalier.runtime.supervision.MonotonicTime;
import dev.espalier.runtime.supervision.RestartIntensity;
import dev.espalier.runtime.supervision.Shutdown;
import dev.espalier.runtime.supervision.SupervisionEvent;
import dev.espalier.runtime.supervision.SupervisionRoot;
import dev.espalier.runtime.supervision.SupervisorSpec;
import dev.espalier.runtime.supervision.TreeNode;
import dev.espalier.runtime.system.ActorHome.Resident;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * A running cluster: one tree of supervisors, one set of namespaces, one run directory. Every promise it
 * gives is kept, also when the tree comes down: then it fails with {@link ClusterFailed}.
 */
public final class Engine implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final String TREE_SOCKET = "tree.sock";

    private final RunDirectory directory;
    private final EngineSettings settings;
    private final ClusterNetwork network;
    private final Address<DynamicSupervisor.Command> machineSupervisor = new Address<>("machines");
    private final GuestSockets guestSockets;
    private final Map<String, EngineMachine> machines = new ConcurrentHashMap<>();
    private final CompletableFuture<SupervisionRoot.Notice> upOrDown = new CompletableFuture<>();
    private final OpenPromises promises = new OpenPromises();
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");
    private final CompletableFuture<ExitReason> down = new CompletableFuture<>();
    private final Resident<SupervisionRoot.Command> root;

    private Engine(NetworkPlan plan, RunDirectory directory, EngineSettings settings) {
        this.directory = directory;
        this.settings = settings;
        this.network = new ClusterNetwork(plan, directory.path(), promises::add);
        var sockets = new Address<DynamicSupervisor.Command>("guest sockets");
        var tree = SupervisorSpec.restForOne()
                .children(network.children())
                .child(DynamicSupervisor.child("machines",
                        DynamicSupervisorSpec.DEFAULT.intensity(RestartIntensity.none()), machineSupervisor))
                .child(GuestSockets.child(sockets))
                .child(TreeSocket.at(directory.path().resolve(TREE_SOCKET), this::tree))
                .intensity(RestartIntensity.none());
        this.root = settings.actors()
                .settle(SupervisionRoot.create("cluster", tree, new MonotonicTime(), this::hear, this::hear), down);
        this.guestSockets = new GuestSockets(sockets, root.system().scheduler());
    }

    /**
     * Brings a cluster up to where its machines can be started; starts none of them.
     *
     * @throws ClusterFailed if it does not come up, or the host has no room or no file descriptors left for it
     */
    public static Engine start(List<PlannedMachine> machines, NetworkPlan network, EngineSettings settings) {
        try {
            Sweep.of(settings.runBase());
            var directory = RunDirectory.in(settings.runBase());
            var engine = up(network, directory, settings);
            try {
                engine.addAll(machines);
                return engine;
            } catch (IOException | RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ClusterFailed("the cluster cannot be set up on this host: " + e);
        }
    }

    private static Engine up(NetworkPlan network, RunDirectory directory, EngineSettings settings) throws IOException {
        try {
            var engine = new Engine(network, directory, settings);
            engine.awaitUp();
            return engine;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void addAll(List<PlannedMachine> planned) throws IOException {
        for (var machine : planned) {
            add(supervisor(machine, List.of()));
        }
    }

    /**
     * Adds a machine to the running cluster, as off as the others were at first.
     *
     * @param more the networks and ports that it needs beside those that there are
     * @throws ClusterFailed if it cannot be added
     */
    public void add(PlannedMachine machine, NetworkPlan more) {
        try {
            add(supervisor(machine, List.of(
                    Preparation.child("ports", () -> network.extend(more)))));
        } catch (IOException e) {
            throw new ClusterFailed(machine.name() + " cannot be set up on this host: " + e);
        }
    }

    private void add(ChildSpec machine) {
        DynamicStartReply reply = Asks.await(AskPattern.ask(machineSupervisor.ref(),
                replyTo -> new DynamicSupervisor.StartChild(machine, replyTo), START, root.system().scheduler()));
        if (reply instanceof DynamicStartReply.Failed(var reason)) {
            throw new ClusterFailed(machine.id() + " cannot be added to the cluster: it " + reason.describe());
        }
        if (!(reply instanceof DynamicStartReply.Started)) {
            throw new ClusterFailed("the supervisor of " + machine.id() + " does not start: " + reply);
        }
    }

    /** @param first what has to be done before there is such a machine */
    private ChildSpec supervisor(PlannedMachine machine, List<ChildSpec> first) throws IOException {
        var name = machine.name();
        var home = Files.createDirectory(directory.path().resolve(Integer.toString(machines.size() + 1)));
        var console = ConsoleLog.in(settings.consoleLogs().resolve("console-" + name + ".log"),
                settings.consoles(), line -> settings.listener().said(name, line));
        var enlisted = new EngineMachine(name, console, home, directory.path().resolve("snapshots").resolve(name),
                promises, guestSockets);
        machines.put(name, enlisted);
        var site = new MachineSite(home, network.entrance(), console, beforeItsFirstLife -> {}, settings.clock());
        var setup = new MachineSetup(machine.spec(), machine.backend(), machine.restart(), site,
                settings.bootPatience(),
                settings.listener(), () -> network.remade(ports(machine)));
        return ChildSpec.supervisor(name, SupervisorSpec.oneForAll()
                .children(first)
                .child(ChildSpec.worker("machine", MachineActor.of(setup, enlisted.address()::register)))
                .intensity(RestartIntensity.none()))
                .shutdown(Shutdown.timeout(CLOSE));
    }

    private static Set<String> ports(PlannedMachine machine) {
        return machine.spec().nics().stream().map(Nic::port).collect(Collectors.toSet());
    }

    private void hear(SupervisionEvent event) {
        settings.supervision().accept(event);
        if (event instanceof SupervisionEvent.ChildTerminated ended && !ended.reason().isOrderly()) {
            lastFailure.set(ended.id() + " " + ended.reason().describe());
        }
        if (event instanceof SupervisionEvent.IntensityReached limit) {
            MachineTree.machine(limit.supervisor())
                    .map(machines::get)
                    .flatMap(machine -> machine.address().find())
                    .ifPresent(machine -> machine.tell(new MachineMessage.TreeGivenUp(limit.why())));
        }
    }

    private void hear(SupervisionRoot.Notice notice) {
        if (notice instanceof SupervisionRoot.Notice.Down(var reason)) {
            var why = lastFailure.get();
            promises.end("the cluster is down: " + (why.isEmpty() ? reason.describe() : why));
            down.complete(reason);
        }
        upOrDown.complete(notice);
    }

    private void awaitUp() {
        switch (Asks.await(upOrDown)) {
            case SupervisionRoot.Notice.Up running -> {
            }
            case SupervisionRoot.Notice.Down(var reason) -> throw new ClusterFailed("the cluster does not come up: "
                    + reason.describe());
        }
    }

    /** Where the running clusters below {@code runBase} tell their trees to whoever connects. */
    public static List<Path> treeSockets(Path runBase) throws IOException {
        return RunDirectory.all(runBase)
                .stream()
                .map(directory -> directory.resolve(TREE_SOCKET))
                .filter(Files::exists)
                .toList();
    }

    /** Everything that is supervised, and how it is doing. */
    public TreeNode tree() {
        return Asks.await(AskPattern.ask(root.actor(), SupervisionRoot.Inspect::new, LOOK, root.system().scheduler()));
    }

    /** The command that runs {@code command} as a part of this cluster: it ends with it, however that ends. */
    public List<String> entering(List<String> command) {
        return network.entrance().entering(command);
    }

    /** Makes a port of this host lead to one of a machine; done, with the port of this host, when it does. */
    public CompletionStage<Integer> forward(ForwardRoute route) {
        var port = network.forward(route, root.system()).toCompletableFuture();
        promises.add(port);
        return port;
    }

    public ClusterNetwork network() {
        return network;
    }

    /** @throws IllegalArgumentException if no machine has that name */
    public EngineMachine machine(String name) {
        var machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException("no machine is called " + name);
        }
        return machine;
    }

    /** Ends every machine and removes everything. Done when nothing is left; goes on when interrupted. */
    @Override
    public void close() {
        promises.end("the cluster is closed");
        machines.values().forEach(EngineMachine::leave);
        root.actor().tell(SupervisionRoot.Stop.INSTANCE);
        var ended = root.left()
                .toCompletableFuture()
                .copy()
                .orTimeout(CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> failure == null)
                .join();
        machines.values().forEach(EngineMachine::left);
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory.path(), e);
        }
        if (!ended) {
            throw new ClusterFailed("the cluster did not come down within " + CLOSE.toSeconds() + " s");
        }
    }
}

package dev.espalier;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.espalier.backends.image.ImageCache;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.EngineSettings;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.runtime.concurrent.BoundedParallel;
import dev.espalier.runtime.console.ConsoleRetention;
import dev.espalier.runtime.supervision.TreeNode;
import dev.espalier.seat.TextRecognition;
import dev.espalier.snapshot.PreparedSnapshots;
import dev.espalier.snapshot.Snapshot;

/**
 * Machines in a network of their own. Open until it is closed; whatever becomes of this JVM, nothing of it stays: its
 * processes and networks live in namespaces that end with it. Several may be open at once.
 *
 * <p>The methods block their caller, which is best a virtual thread; any number of threads may use a cluster at once.
 */
public final class Cluster implements AutoCloseable {
    private final Engine engine;
    private final Provisioning provisioning;
    private final Announcer announcer;
    private final Lives lives;
    private final Map<String, Machine> machines = new ConcurrentSkipListMap<>();
    private final CompletionStage<MachineDied> unexpectedDeath;
    private final InstantSource clock;

    private final Conditions conditions = new Conditions();
    private final LinkChanges links;
    private final Partitions partitions;
    private final List<PreparedSnapshots.Found> preparations = new CopyOnWriteArrayList<>();
    private final ClusterSnapshots snapshots;
    private volatile ClusterPlan plan;

    private Cluster(ClusterPlan plan, List<PlannedMachine> planned, Engine engine, Lives lives,
            Provisioning provisioning) {
        this.plan = plan;
        this.engine = engine;
        this.provisioning = provisioning;
        this.announcer = provisioning.announcer();
        this.lives = lives;
        this.unexpectedDeath = announcer.firstDeath();
        this.clock = announcer::now;
        this.links = new LinkChanges(engine.network(), announcer);
        this.partitions = new Partitions(links);
        this.snapshots = new ClusterSnapshots(links);
        planned.forEach(this::enlist);
    }

    private Machine enlist(PlannedMachine planned) {
        var settings = provisioning.settings();
        var inEngine = engine.machine(planned.name());
        var abilities = new Abilities(planned, inEngine, provisioning.backends());
        links.enlist(planned.name(), planned.spec().nics());
        var machine = new Machine(inEngine, announcer, lives, conditions, abilities,
                new MachineNetwork(planned, engine, abilities, links, announcer),
                new MachineSnapshots(planned, inEngine, abilities, announcer,
                        new PreparedSnapshots(settings.images().snapshots()), preparations::add),
                settings.consoleLogs(), settings.terminal(), new TextRecognition(engine::entering));
        machines.put(planned.name(), machine);
        return machine;
    }

    /**
     * Opens a cluster: looks whether this host has all it takes, builds the images that are not there yet, makes the
     * networks. Starts no machine.
     *
     * @throws IllegalArgumentException with all that is wrong with the spec
     * @throws HostNotReady         with everything that this host lacks; nothing was started then
     * @throws ClusterFailed        if the namespaces, networks or files cannot be made all the same
     * @throws InterruptedException if the caller is interrupted; nothing of the cluster is there then
     */
    public static Cluster open(ClusterSpec spec, ClusterSettings settings) throws InterruptedException {
        try {
            return opened(spec, settings);
        } catch (RuntimeException e) {
            if (!Thread.interrupted()) {
                throw e;
            }
            var interrupted = new InterruptedException("while a cluster was opened");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static Cluster opened(ClusterSpec spec, ClusterSettings settings) throws InterruptedException {
        var plan = new ClusterPlan(spec.nodes());
        var secrets = settings.secrets();
        var announcer = new Announcer(settings.clock(),
                event -> settings.events().accept(secrets.hiddenIn(event)));
        var provisioning = new Provisioning(Backends.installed(), settings, announcer);
        var host = provisioning.host(plan, plan.nodes());
        var machines = provisioning.machines(host);
        var lives = new Lives(announcer);
        var engine = Engine.start(machines, plan.network(node -> host.backend(node).networkUse()),
                new EngineSettings(settings.actors(), settings.runBase(),
                        settings.consoleLogs(), new ConsoleRetention(settings.consoleBytes(), secrets::hiddenIn),
                        settings.bootPatience(), settings.clock(), lives, announcer::supervised));
        return new Cluster(plan, machines, engine, lives, provisioning);
    }

    /**
     * Looks for all that {@link #open} would, and starts nothing.
     *
     * @param images where guest images would come from
     * @throws HostNotReady with all that this host lacks
     */
    public static void requireHost(ClusterSpec spec, ImageCache images) {
        var plan = new ClusterPlan(spec.nodes());
        new HostCheck(plan, plan.nodes(), Backends.installed(), images).require();
    }

    /**
     * Adds a machine to the running cluster, and does for it what {@link #open} does for all: looks whether this host has what
     * it takes, builds its image if that is not there yet, makes its network interfaces, and the VLANs that are new. Does not
     * start it. It knows the names of all machines; those that were there before do not know its name, and reach it by its
     * address, whose number is the lowest that is free, unless it is given one.
     *
     * @throws IllegalArgumentException if the cluster cannot have such a machine
     * @throws HostNotReady             with everything that this host lacks
     * @throws ClusterFailed            if it cannot be added all the same; its name and number are taken then
     * @throws InterruptedException     if the caller is interrupted while its image is built
     */
    public synchronized Machine createMachine(NodeSpec node) throws InterruptedException {
        var larger = plan.with(List.of(node));
        var numbered = larger.node(node.name());
        var added = provisioning.machines(provisioning.host(larger, List.of(numbered))).getFirst();
        plan = larger;
        engine.add(added, plan.additionFor(numbered, added.backend().networkUse()));
        return enlist(added);
    }

    /** As {@link #createMachine(NodeSpec)}, of one that is like another but for its name and number. */
    public Machine createMachine(String name, Machine like) throws InterruptedException {
        return createMachine(plan.node(like.name()).name(name).unnumbered());
    }

    /**
     * Adds machines that go on from where a snapshot of another was taken, each with a disk, addresses and a name of its own,
     * and returns when their guests answer: {@code web-1}, {@code web-2} and so on after one that is called {@code web}, as
     * far as these names are free. They are like it as those of {@link #createMachine(String, Machine)} are, and under its
     * addresses nobody hears of them; what else makes a system one of its kind, such as its keys and its machine-id, they share.
     *
     * @param snapshot of a machine of this cluster
     * @throws IllegalArgumentException if it is of none, or the cluster cannot have so many
     * @throws Exception                as of {@link Machine#restore}, if one does not go on from it
     */
    public List<Machine> fork(Snapshot snapshot, int count) throws Exception {
        var forks = forksOf(machine(snapshot.machine()), count);
        waitAll(forks, fork -> fork.fork(snapshot));
        return forks;
    }

    /** All of them, or none. */
    private synchronized List<Machine> forksOf(Machine origin, int count) throws InterruptedException {
        if (count < 1) {
            throw new IllegalArgumentException("a snapshot is forked into one machine or more, not " + count);
        }
        var node = plan.node(origin.name()).unnumbered();
        var nodes = IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> node.name(origin.name() + "-" + number))
                .filter(fork -> !machines.containsKey(fork.name()))
                .limit(count)
                .toList();
        var unused = plan.with(nodes);
        var forks = new ArrayList<Machine>();
        for (var fork : nodes) {
            forks.add(createMachine(fork));
        }
        return forks;
    }

    /**
     * Keeps what all machines are at this moment, each as {@link Machine#snapshot} does, and what is wrong with their links. They
     * stand still at once, though not at the same instant: what one has sent, the other may not have got yet.
     *
     * @param name as of {@link Machine#snapshot}
     * @throws dev.espalier.error.MissingCapability before anything is done, if the backend of one has no means to
     * @throws Exception                            as of {@link Machine#snapshot}, if one has no snapshot taken
     */
    public ClusterSnapshot snapshotAll(String name) throws Exception {
        return snapshots.take(name, machines());
    }

    /**
     * Has all machines go on from where a snapshot was taken, each as {@link Machine#restore} does, with their links as they were
     * then. Machines that have been created since stay as they are.
     *
     * @throws IllegalArgumentException if it is not of this cluster
     * @throws Exception                as of {@link Machine#restore}, if one does not go on from it
     */
    public void restoreAll(ClusterSnapshot snapshot) throws Exception {
        snapshots.restore(snapshot, machines());
    }

    /** @throws IllegalArgumentException if no machine has that name */
    public Machine machine(String name) {
        var machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException("no machine is called " + name + "; there are " + machines.keySet());
        }
        return machine;
    }

    /** All machines, by name. */
    public List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    /**
     * Starts all machines, as many at a time as this host has processors, and returns when their processes run; does not
     * wait for their guests.
     *
     * @throws dev.espalier.error.BootFailed for the first that does not start, with the others' failures suppressed
     */
    public void startAll() {
        var starting = BoundedParallel.each(machines.keySet(), Runtime.getRuntime().availableProcessors(),
                machine -> engine.machine(machine).start(StartOptions.DEFAULT.resets()));
        var failures = new ArrayList<RuntimeException>();
        for (CompletableFuture<Void> start : starting) {
            try {
                Asks.await(start);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /**
     * Does the same on several machines at once, each on a thread of its own, and waits for all of them.
     *
     * @throws dev.espalier.error.SeveralFailures if more than one fails, with each failure
     * @throws Exception                          what the only one that failed threw
     */
    public void waitAll(List<Machine> among, MachineBody body) throws Exception {
        SideBySide.each(among, body);
    }

    /**
     * Waits until all machines are down because their guests powered themselves off.
     *
     * @throws dev.espalier.error.SeveralFailures if more than one dies instead, with each death
     * @throws dev.espalier.error.MachineDied     if one does
     */
    public void joinAll() throws Exception {
        waitAll(machines(), Machine::waitForShutdown);
    }

    /**
     * Hides a secret, such as a password, in all that is told from now on: in events, and so in reports and on terminals, and
     * in console logs, of which a wait for a text sees only what is left. Exceptions and the results of commands, which are
     * for the test alone, have it still; so has a screenshot.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public void redact(String secret) {
        provisioning.settings().secrets().add(secret);
    }

    /** From now on tells what machines say on their consoles while they say it. It is in their console logs anyway. */
    public void serialStdoutOn() {
        announcer.consoles(Announcer.Consoles.TOLD);
    }

    /** Ends what {@link #serialStdoutOn} has begun; as it is at first. */
    public void serialStdoutOff() {
        announcer.consoles(Announcer.Consoles.QUIET);
    }

    /** A condition for parts of the test, to be looked at every other second at most. */
    public PollingCondition pollingCondition(String description, Callable<Boolean> condition) {
        return pollingCondition(description, Duration.ofSeconds(2), condition);
    }

    public PollingCondition pollingCondition(String description, Duration interval, Callable<Boolean> condition) {
        return new PollingCondition(description, condition, interval, conditions, clock);
    }

    /**
     * Cuts two machines from each other: nothing that one of them sends gets to the other directly, whether IPv4, IPv6 or
     * anything else; both reach all others. It does not matter whether they run, and it lasts over their starts, until
     * {@link #heal(Machine, Machine)} or {@link #heal()}. What a third machine routes between VLANs goes on.
     *
     * @throws dev.espalier.error.NotOnNetwork    if there is no VLAN that both are on
     * @throws dev.espalier.error.FaultImpossible if this host has no means to; nothing was changed then
     */
    public void partition(Machine one, Machine other) {
        partitions.cut(one, other);
    }

    /** Ends the cut between two machines; nothing happens if there is none. */
    public void heal(Machine one, Machine other) {
        partitions.heal(one, other);
    }

    /** Ends all cuts. Links that are blocked or impaired stay so. */
    public void heal() {
        partitions.heal();
    }

    /** What has become of each {@link Machine#prepare} that has succeeded, in the order of their ends. */
    public List<PreparedSnapshots.Found> preparations() {
        return List.copyOf(preparations);
    }

    /** Everything that is supervised here, from the network to each machine's console, and how it is doing. */
    public TreeNode tree() {
        return engine.tree();
    }

    /** Completes when a machine goes down that nobody brought down. */
    public CompletionStage<MachineDied> unexpectedDeath() {
        return unexpectedDeath;
    }

    /** Ends all machines, by pulling the plug, and removes everything. */
    @Override
    public void close() {
        engine.close();
    }
}

package dev.espalier;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.image.MachineImage;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.EngineSettings;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.report.LogLevel;
import dev.espalier.runtime.concurrent.BoundedParallel;
import dev.espalier.runtime.supervision.TreeNode;

/**
 * Machines in a network of their own. Open until it is closed; whatever becomes of this JVM, nothing of it stays: its
 * processes and networks live in namespaces that end with it. Several may be open at once.
 *
 * <p>The methods block their caller, which is best a virtual thread; any number of threads may use a cluster at once.
 */
public final class Cluster implements AutoCloseable {
    private final Engine engine;
    private final Announcer announcer;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final CompletionStage<MachineDied> unexpectedDeath;
    private final InstantSource clock;

    private final Conditions conditions = new Conditions();

    private Cluster(List<PlannedMachine> planned, Engine engine, Announcer announcer, Lives lives, Backends backends,
            Path output) {
        this.engine = engine;
        this.announcer = announcer;
        this.unexpectedDeath = announcer.firstDeath();
        this.clock = announcer::now;
        planned.forEach(machine -> machines.put(machine.name(), new Machine(machine.name(), engine, announcer, lives,
                conditions, new Abilities(machine, engine, backends), output)));
    }

    /**
     * Opens a cluster: looks whether this host has all it takes, builds the images that are not there yet, makes the
     * networks. Starts no machine.
     *
     * @throws IllegalArgumentException with all that is wrong with the spec
     * @throws HostNotReady         with everything that this host lacks; nothing was started then
     * @throws ClusterFailed        if the namespaces or networks cannot be made all the same
     * @throws InterruptedException if the caller is interrupted while an image is built
     */
    public static Cluster open(ClusterSpec spec, ClusterSettings settings) throws InterruptedException {
        var plan = new ClusterPlan(spec.nodes());
        var backends = Backends.installed();
        var host = new HostCheck(plan, backends, settings.images());
        host.require();
        var images = images(host, settings);
        var announcer = new Announcer(settings.clock(), settings.events());
        host.notices().forEach(notice -> announcer.log(LogLevel.WARNING, notice));
        var machines = plan.nodes()
                .stream()
                .map(node -> new PlannedMachine(plan.machine(node, Optional.ofNullable(images.get(node.image()))),
                        host.backend(node)))
                .toList();
        var lives = new Lives(announcer);
        var engine = Engine.start(machines, plan.network(node -> host.backend(node).networkUse()),
                new EngineSettings(settings.runBase(),
                        settings.consoleLogs(), settings.bootPatience(), settings.clock(), lives));
        return new Cluster(machines, engine, announcer, lives, backends, settings.consoleLogs());
    }

    private static Map<ImageSpec, MachineImage> images(HostCheck host, ClusterSettings settings)
            throws InterruptedException {
        var images = new LinkedHashMap<ImageSpec, MachineImage>();
        for (var spec : host.images()) {
            images.put(spec, switch (spec) {
                case ImageSpec.Built built -> settings.images().get(built, new AnnouncedImage(settings));
                case ImageSpec.Files(var files) -> files;
            });
        }
        return images;
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
                machine -> engine.start(machine, StartOptions.DEFAULT.resets()));
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

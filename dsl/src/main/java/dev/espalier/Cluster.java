package dev.espalier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.image.GuestImage;
import dev.espalier.backends.image.ImageSpec;
import dev.espalier.backends.spi.ImageUse;
import dev.espalier.backends.spi.MachineSpec;
import dev.espalier.backends.spi.Requirement;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.EngineSettings;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.ClusterFailed;
import dev.espalier.error.HostNotReady;
import dev.espalier.error.MachineDied;
import dev.espalier.report.LogLevel;
import dev.espalier.report.TestEvent;
import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;
import dev.espalier.runtime.namespace.NamespaceException;

/**
 * Machines in a network of their own. Open until it is closed; whatever becomes of this JVM, nothing of it stays: its
 * processes and networks live in namespaces that end with it. Several may be open at once.
 *
 * <p>The methods block their caller, which is best a virtual thread; any number of threads may use a cluster at once.
 */
public final class Cluster implements AutoCloseable {
    private final Engine engine;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final CompletionStage<MachineDied> unexpectedDeath;

    private Cluster(ClusterSpec spec, Engine engine, Announcer announcer) {
        this.engine = engine;
        this.unexpectedDeath = announcer.firstDeath();
        spec.nodes().forEach(node -> machines.put(node.name(), new Machine(node.name(), engine, announcer)));
    }

    /** Opens a cluster with {@link ClusterSettings#defaults}. */
    public static Cluster open(ClusterSpec spec) throws InterruptedException {
        return open(spec, ClusterSettings.defaults());
    }

    /**
     * Opens a cluster: looks whether this host has all it takes, builds the images that are not there yet, makes the
     * networks. Starts no machine.
     *
     * @throws HostNotReady         with everything that this host lacks; nothing was started then
     * @throws ClusterFailed        if the namespaces or networks cannot be made all the same
     * @throws InterruptedException if the caller is interrupted while an image is built
     */
    public static Cluster open(ClusterSpec spec, ClusterSettings settings) throws InterruptedException {
        var backends = Backends.installed();
        var plan = ClusterPlan.of(spec);
        requireHost(plan, backends, settings);
        var images = images(plan, backends, settings);
        var machines = new ArrayList<PlannedMachine>();
        for (var node : plan.nodes()) {
            machines.add(new PlannedMachine(plan.machine(node, Optional.ofNullable(images.get(node.image()))),
                    backends.get(node.backend())));
        }
        var announcer = new Announcer(settings.clock(), settings.events());
        notices(machines).forEach(notice -> announcer.log(LogLevel.WARNING, notice));
        var engine = Engine.start(machines, plan.network(), new EngineSettings(settings.runBase(),
                settings.consoleLogs(), settings.bootPatience(), settings.clock(), announcer));
        return new Cluster(spec, engine, announcer);
    }

    private static void requireHost(ClusterPlan plan, Backends backends, ClusterSettings settings) {
        var missing = new ArrayList<Requirement>();
        for (var backend : backends.all()) {
            var machines = plan.nodes()
                    .stream()
                    .filter(node -> backends.get(node.backend()) == backend)
                    .map(node -> plan.machine(node, Optional.empty()))
                    .toList();
            if (!machines.isEmpty()) {
                missing.addAll(backend.missing(machines));
            }
        }
        imagesOf(plan, backends).forEach(image -> missing.addAll(settings.images().missing(image)));
        missing.addAll(missingNamespaces());
        if (!missing.isEmpty()) {
            throw new HostNotReady(missing.stream().distinct().toList());
        }
    }

    /** What keeps this user from making a cluster's namespaces, found out by making them. */
    public static List<Requirement> missingNamespaces() {
        try (var keeper = Keeper.start(Isolation.forMachines())) {
            return List.of();
        } catch (NamespaceException e) {
            return List.of(new Requirement("namespaces cannot be made: " + e.getMessage(),
                    "run as root, or allow user namespaces: sysctl user.max_user_namespaces and, on Debian,"
                            + " kernel.unprivileged_userns_clone=1"));
        }
    }

    private static List<ImageSpec> imagesOf(ClusterPlan plan, Backends backends) {
        return plan.nodes()
                .stream()
                .filter(node -> backends.get(node.backend()).imageUse() == ImageUse.BOOTS_AN_IMAGE)
                .map(NodeSpec::image)
                .distinct()
                .toList();
    }

    private static Map<ImageSpec, GuestImage> images(ClusterPlan plan, Backends backends, ClusterSettings settings)
            throws InterruptedException {
        var images = new LinkedHashMap<ImageSpec, GuestImage>();
        for (var spec : imagesOf(plan, backends)) {
            images.put(spec, settings.images().get(spec, new AnnouncedImage(settings)));
        }
        return images;
    }

    private static List<String> notices(List<PlannedMachine> machines) {
        var backends = machines.stream().map(PlannedMachine::backend).distinct();
        return backends.flatMap(backend -> {
            List<MachineSpec> its = machines.stream()
                    .filter(machine -> machine.backend() == backend)
                    .map(PlannedMachine::spec)
                    .toList();
            return backend.notices(its).stream();
        }).toList();
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
     * Starts all machines at once and returns when their processes run; does not wait for their guests.
     *
     * @throws dev.espalier.error.BootFailed for the first that does not start, with the others' failures suppressed
     */
    public void startAll() {
        var starting = machines.keySet().stream().map(engine::start).map(CompletionStage::toCompletableFuture).toList();
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

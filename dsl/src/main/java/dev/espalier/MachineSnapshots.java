package dev.espalier;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.espalier.backends.image.Fingerprint;
import dev.espalier.backends.image.GuestSeed;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.engine.Asks;
import dev.espalier.engine.EngineMachine;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.RestoreRefused;
import dev.espalier.error.SnapshotFailed;
import dev.espalier.snapshot.PreparedSnapshots;
import dev.espalier.snapshot.Snapshot;
import dev.espalier.snapshot.SnapshotShelf;

/** The snapshots of one machine: those that are taken of it, and those that it goes on from. */
final class MachineSnapshots {
    /** How long commands that are under way may take to end, for a snapshot has none. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int KEY_DIGITS = 16;

    private final PlannedMachine machine;
    private final EngineMachine engine;
    private final Abilities abilities;
    private final Announcer announcer;
    private final PreparedSnapshots prepared;
    private final Consumer<PreparedSnapshots.Found> preparations;

    /**
     * @param prepared     those that outlive the cluster
     * @param preparations hears what has become of each
     */
    MachineSnapshots(PlannedMachine machine, EngineMachine engine, Abilities abilities, Announcer announcer,
            PreparedSnapshots prepared, Consumer<PreparedSnapshots.Found> preparations) {
        this.prepared = prepared;
        this.preparations = preparations;
        this.machine = machine;
        this.engine = engine;
        this.abilities = abilities;
        this.announcer = announcer;
    }

    /** Takes one that ends with the cluster. */
    Snapshot take(String name) {
        return take(name, new SnapshotShelf(engine.snapshots()));
    }

    private Snapshot take(String name, SnapshotShelf shelf) {
        var ability = abilities.require(Snapshots.class);
        return announcer.waiting(machine.name(), "its snapshot " + name, () -> {
            Asks.await(engine.connect());
            var resets = ability.use(snapshots -> CompletableFuture.completedStage(snapshots.resets()));
            try {
                var origin = new SnapshotShelf.Origin(machine.name(), machine.backend().name(), resets, traits());
                return shelf.add(name, origin, announcer.now(),
                        directory -> ability.use(snapshots -> snapshots.take(directory, PATIENCE)));
            } catch (IOException e) {
                throw new SnapshotFailed(machine.name(), String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * Finds the snapshot of a machine like this one that was prepared by these commands, or has this machine prepared and
     * takes it.
     *
     * @param preparation runs them
     */
    PreparedSnapshots.Found prepared(List<String> commands, Runnable preparation) throws InterruptedException {
        var unused = abilities.require(Snapshots.class);
        try {
            var found = prepared.get(key(commands), (name, shelf) -> {
                preparation.run();
                return take(name, shelf);
            });
            preparations.accept(found);
            return found;
        } catch (IOException e) {
            throw new SnapshotFailed(machine.name(), String.valueOf(e.getMessage()));
        }
    }

    /** By all that decides what is in such a snapshot: the machine's kind, who it is, and what it has done. */
    private String key(List<String> commands) throws IOException {
        var key = new Fingerprint().with(machine.backend().name());
        traits().forEach((trait, value) -> key.with(trait).with(value));
        key.with(seed().hostname()).with(seed().cards().toString()).with(seed().hostsFile());
        commands.forEach(key::with);
        return "prepared-" + key.hex(KEY_DIGITS);
    }

    /** Goes on from one; done when the guest answers. */
    void restore(Snapshot snapshot) {
        var unused = abilities.require(Snapshots.class);
        announcer.waiting(machine.name(), "its snapshot " + snapshot.name(), () -> {
            var whole = Snapshot.in(snapshot.directory());
            whole.requireTraits(machine.name(), machine.backend().name(), traitsToRestore(whole));
            Asks.await(engine.restore(whole.directory(), whole.resets()));
        });
    }

    /** Who the machine is. */
    GuestSeed seed() {
        return machine.spec().seed();
    }

    private Map<String, String> traitsToRestore(Snapshot snapshot) {
        try {
            return traits();
        } catch (IOException e) {
            throw RestoreRefused.damaged(snapshot.directory(),
                    "the image of " + machine.name() + " cannot be read: " + e);
        }
    }

    private Map<String, String> traits() throws IOException {
        return machine.backend() instanceof RestoringBackend restoring ? restoring.traits(machine.spec()) : Map.of();
    }
}

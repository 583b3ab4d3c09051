package dev.espalier;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.PlannedMachine;
import dev.espalier.error.RestoreRefused;
import dev.espalier.error.SnapshotFailed;
import dev.espalier.snapshot.Snapshot;
import dev.espalier.snapshot.SnapshotShelf;

/** The snapshots of one machine: those that are taken of it, and those that it goes on from. */
final class MachineSnapshots {
    /** How long commands that are under way may take to end, for a snapshot has none. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PlannedMachine machine;
    private final Engine engine;
    private final Abilities abilities;
    private final Announcer announcer;

    MachineSnapshots(PlannedMachine machine, Engine engine, Abilities abilities, Announcer announcer) {
        this.machine = machine;
        this.engine = engine;
        this.abilities = abilities;
        this.announcer = announcer;
    }

    /** Takes one that ends with the cluster. */
    Snapshot take(String name) {
        return take(name, new SnapshotShelf(engine.snapshots()));
    }

    Snapshot take(String name, SnapshotShelf shelf) {
        var ability = abilities.require(Snapshots.class);
        return announcer.waiting(machine.name(), "its snapshot " + name, () -> {
            Asks.await(engine.connect(machine.name()));
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

    /** Goes on from one; done when the guest answers. */
    void restore(Snapshot snapshot) {
        var unused = abilities.require(Snapshots.class);
        announcer.waiting(machine.name(), "its snapshot " + snapshot.name(), () -> {
            var whole = Snapshot.in(snapshot.directory());
            whole.requireTraits(machine.name(), machine.backend().name(), traitsToRestore(whole));
            Asks.await(engine.restore(machine.name(), whole.directory(), whole.resets()));
        });
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

package dev.espalier.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.espalier.error.RestoreRefused;
import dev.espalier.runtime.io.ProcessLock;

/**
 * Snapshots that later runs begin with, each named by all that decides what is in it. Any number of threads and processes may
 * use them at once; what one that was killed has left unfinished is removed by the next.
 */
public final class PreparedSnapshots {
    private final Path locks;
    private final SnapshotShelf shelf;

    /** @param directory made when the first is put there */
    public PreparedSnapshots(Path directory) {
        this.locks = directory.resolve("locks");
        this.shelf = new SnapshotShelf(directory);
    }

    /** Takes a snapshot and puts it on a shelf. */
    @FunctionalInterface
    public interface Taking {
        Snapshot onto(String name, SnapshotShelf shelf);
    }

    /**
     * The snapshot of this name, which is taken if it is not there, or not all of it is. If somebody else is taking it, waits
     * for them.
     *
     * @return whether it was there or was taken now
     */
    public Found get(String name, Taking taking) throws IOException, InterruptedException {
        Files.createDirectories(locks);
        var lock = ProcessLock.acquire(locks.resolve(name), who -> {});
        try {
            var there = whole(() -> shelf.find(name));
            if (there.isPresent()) {
                return new Found.There(there.get());
            }
            sweep(name);
            return new Found.Taken(taking.onto(name, shelf));
        } finally {
            lock.close();
        }
    }

    /** What has become of a name. */
    public sealed interface Found {
        Snapshot snapshot();

        /** It was there. */
        record There(Snapshot snapshot) implements Found {}

        /** It was not, and the machine that it was taken of is as it says. */
        record Taken(Snapshot snapshot) implements Found {}
    }

    /** All that are finished, the newest first; those that are damaged come last. */
    public List<KeptSnapshot> list() throws IOException {
        var all = new ArrayList<Snapshot>();
        var damaged = new ArrayList<KeptSnapshot>();
        for (var name : shelf.names()) {
            try {
                shelf.find(name).ifPresent(all::add);
            } catch (RestoreRefused refused) {
                damaged.add(new KeptSnapshot.Damaged(name, String.valueOf(refused.getMessage())));
            }
        }
        return Stream.concat(
                all.stream().sorted(Comparator.comparing(Snapshot::taken).reversed()).map(KeptSnapshot.Whole::new),
                damaged.stream()).toList();
    }

    /**
     * Removes one; waits while it is being taken. A machine that runs from it may not come back from a crash.
     *
     * @return whether it was there
     */
    public boolean remove(String name) throws IOException, InterruptedException {
        if (!shelf.names().contains(name)) {
            return false;
        }
        Files.createDirectories(locks);
        var lock = ProcessLock.acquire(locks.resolve(name), who -> {});
        try {
            shelf.remove(name);
            return true;
        } finally {
            lock.close();
        }
    }

    /**
     * Removes those that were taken before a moment, those that are damaged, and what was left unfinished. One that somebody
     * takes or looks for at that time stays.
     *
     * @return the names of those that were removed, in their order
     */
    public List<String> prune(Instant moment) throws IOException {
        if (Files.notExists(locks)) {
            return List.of();
        }
        var old = new TreeSet<String>();
        for (var kept : list()) {
            switch (kept) {
                case KeptSnapshot.Whole(var snapshot) when snapshot.taken().isBefore(moment) ->
                    old.add(snapshot.name());
                case KeptSnapshot.Whole young -> {
                }
                case KeptSnapshot.Damaged(var name, var why) -> old.add(name);
            }
        }
        var removed = new ArrayList<String>();
        for (var name : old) {
            if (tryRemove(name)) {
                removed.add(name);
            }
        }
        removeUnfinished();
        return removed;
    }

    private static Optional<Snapshot> whole(Supplier<Optional<Snapshot>> search) {
        try {
            return search.get();
        } catch (RestoreRefused damaged) {
            return Optional.empty();
        }
    }

    /** Removes what is damaged or unfinished and has nobody who uses it. */
    private void sweep(String mine) throws IOException {
        shelf.remove(mine);
        removeUnfinished();
    }

    private void removeUnfinished() throws IOException {
        for (var name : shelf.unfinished()) {
            var unused = tryRemove(name);
        }
    }

    /** Unless somebody uses it. */
    private boolean tryRemove(String name) throws IOException {
        var lock = ProcessLock.tryAcquire(locks.resolve(name));
        if (lock.isEmpty()) {
            return false;
        }
        try {
            shelf.remove(name);
            return true;
        } finally {
            lock.get().close();
        }
    }
}

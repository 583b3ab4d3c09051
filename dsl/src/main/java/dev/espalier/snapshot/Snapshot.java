package dev.espalier.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.error.RestoreRefused;

/**
 * All that a machine was at one moment, in a directory: memory, devices and disks. Any number of lives may begin with it, one
 * after the other or at once; it is never written to again.
 */
public final class Snapshot {
    private final Path directory;
    private final SnapshotManifest manifest;

    Snapshot(Path directory, SnapshotManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * The snapshot in a directory.
     *
     * @throws RestoreRefused if there is none, or not all of it
     */
    public static Snapshot in(Path directory) {
        try {
            var snapshot = new Snapshot(directory, SnapshotManifest.readFrom(directory));
            snapshot.requireFiles();
            return snapshot;
        } catch (NoSuchFileException missing) {
            throw refused(directory, missing.getMessage() + " is missing");
        } catch (IOException | IllegalArgumentException e) {
            throw refused(directory, String.valueOf(e.getMessage()));
        }
    }

    private static RestoreRefused refused(Path directory, String why) {
        return RestoreRefused.damaged(directory, why);
    }

    private void requireFiles() throws IOException {
        for (var file : manifest.files().entrySet()) {
            var size = Files.size(directory.resolve(file.getKey()));
            if (size != file.getValue()) {
                throw new IOException(
                        directory.resolve(file.getKey()) + " has " + size + " bytes, not " + file.getValue());
            }
        }
    }

    /** By which it was taken. */
    public String name() {
        return String.valueOf(directory.getFileName());
    }

    public Path directory() {
        return directory;
    }

    /** Whose snapshot it is. */
    public String machine() {
        return manifest.machine();
    }

    /** What ran that machine. */
    public String backend() {
        return manifest.backend();
    }

    public Instant taken() {
        return Instant.parse(manifest.taken());
    }

    /** The length of all its files. */
    public long bytes() {
        return manifest.files().values().stream().mapToLong(Long::longValue).sum();
    }

    /** What resets were in the life that it is of. */
    public ResetPolicy resets() {
        return manifest.resets();
    }

    /**
     * Makes sure that a machine can go on from it.
     *
     * @param traits of that machine, as those of the one that it is of
     * @throws RestoreRefused with all that differs
     */
    public void requireTraits(String name, String backend, Map<String, String> traits) {
        var differences = new LinkedHashMap<String, RestoreRefused.Difference>();
        if (!manifest.backend().equals(backend)) {
            differences.put("backend", new RestoreRefused.Difference(manifest.backend(), backend));
        }
        var all = new LinkedHashMap<>(manifest.traits());
        traits.forEach(all::putIfAbsent);
        for (var trait : all.keySet()) {
            var its = manifest.traits().getOrDefault(trait, "unknown");
            var mine = traits.getOrDefault(trait, "unknown");
            if (!its.equals(mine)) {
                differences.put(trait, new RestoreRefused.Difference(its, mine));
            }
        }
        if (!differences.isEmpty()) {
            throw RestoreRefused.different(name, directory, differences);
        }
    }

    @Override
    public String toString() {
        return name() + " of " + machine();
    }
}

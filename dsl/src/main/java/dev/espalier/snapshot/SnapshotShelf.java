package dev.espalier.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.runtime.io.FileTree;

/** A directory of snapshots. One is there whole or not at all, also after this process was killed or this host went down. */
public final class SnapshotShelf {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String UNFINISHED = ".unfinished-";

    private final Path directory;

    /** @param directory made when the first is put there */
    public SnapshotShelf(Path directory) {
        this.directory = directory;
    }

    /** Whoever makes the files of a snapshot in an empty directory. */
    @FunctionalInterface
    public interface Contents {
        void writeTo(Path directory);
    }

    /** What a snapshot is of; see {@link RestoringBackend#traits}. */
    public record Origin(String machine, String backend, ResetPolicy resets, Map<String, String> traits) {
        public Origin {
            traits = new LinkedHashMap<>(traits);
        }
    }

    /**
     * Puts one there.
     *
     * @param name letters, digits, dots, hyphens and underscores, beginning with a letter or digit; at most 64
     * @throws IllegalArgumentException if it is no name, or another's
     * @throws IOException              if it cannot be put there; nothing of it is
     */
    public Snapshot add(String name, Origin origin, Instant now, Contents contents) throws IOException {
        var place = place(name);
        if (Files.exists(place)) {
            throw new IllegalArgumentException(
                    "there is a snapshot called " + name + " already; take it by another name");
        }
        Files.createDirectories(directory);
        var unfinished = Files.createTempDirectory(directory, UNFINISHED);
        try {
            contents.writeTo(unfinished);
            var manifest = new SnapshotManifest(SnapshotManifest.FORMAT, origin.machine(), origin.backend(),
                    origin.resets(), origin.traits(), now.toString(), sizes(unfinished));
            manifest.writeTo(unfinished);
            flush(unfinished);
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
            flushOne(directory);
            return new Snapshot(place, manifest);
        } finally {
            if (Files.exists(unfinished)) {
                FileTree.remove(unfinished);
            }
        }
    }

    private Path place(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a snapshot's name has letters, digits, dots, hyphens and underscores, begins"
                            + " with a letter or digit, and is no longer than 64: " + name);
        }
        return directory.resolve(name);
    }

    private static Map<String, Long> sizes(Path directory) throws IOException {
        var sizes = new LinkedHashMap<String, Long>();
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    /** What a manifest promises is on the disk before its name is. */
    private static void flush(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                flushOne(file);
            }
        }
        flushOne(directory);
    }

    private static void flushOne(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The one of this name, if it is there. */
    public Optional<Snapshot> find(String name) {
        var place = place(name);
        return Files.exists(place.resolve(SnapshotManifest.FILE)) ? Optional.of(Snapshot.in(place)) : Optional.empty();
    }

    /** All that are there, by name. */
    public List<Snapshot> all() {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (var directories = Files.list(directory)) {
            return directories.filter(place -> NAME.matcher(place.getFileName().toString()).matches())
                    .filter(place -> Files.exists(place.resolve(SnapshotManifest.FILE)))
                    .sorted()
                    .map(Snapshot::in)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

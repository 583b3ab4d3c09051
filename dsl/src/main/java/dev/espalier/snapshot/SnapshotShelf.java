package dev.espalier.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.RestoringBackend;
import dev.espalier.runtime.io.FileTree;

/** A directory of snapshots. One is there whole or not at all, also after this process was killed or this host went down. */
public final class SnapshotShelf {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String UNFINISHED = ".unfinished-";
    private static final String SEPARATOR = "~";

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
        var unfinished = Files.createTempDirectory(directory, UNFINISHED + name + SEPARATOR);
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

    /** The names under which finished ones lie there. */
    Set<String> names() throws IOException {
        if (Files.notExists(directory)) {
            return Set.of();
        }
        try (var places = Files.list(directory)) {
            return places.filter(place -> Files.exists(place.resolve(SnapshotManifest.FILE)))
                    .map(place -> place.getFileName().toString())
                    .filter(NAME.asMatchPredicate())
                    .collect(Collectors.toSet());
        }
    }

    /** The names under which unfinished ones lie there: they are being taken, or whoever did was killed. */
    Set<String> unfinished() throws IOException {
        try (var places = Files.list(directory)) {
            return places.map(place -> place.getFileName().toString())
                    .filter(place -> place.startsWith(UNFINISHED) && place.contains(SEPARATOR))
                    .map(place -> place.substring(UNFINISHED.length(), place.indexOf(SEPARATOR)))
                    .collect(Collectors.toSet());
        }
    }

    /** Removes what there is of this name, finished or not; nobody may be using it. */
    void remove(String name) throws IOException {
        try (var places = Files.list(directory)) {
            for (var place : places.toList()) {
                var file = place.getFileName().toString();
                if (file.equals(name) || file.startsWith(UNFINISHED + name + SEPARATOR)) {
                    FileTree.remove(place);
                }
            }
        }
    }

    /** The one of this name, if it is there. */
    public Optional<Snapshot> find(String name) {
        var place = place(name);
        return Files.exists(place.resolve(SnapshotManifest.FILE)) ? Optional.of(Snapshot.in(place)) : Optional.empty();
    }
}

package dev.espalier.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A directory of compiled scripts, for the next run of the same ones. Any number of threads and processes may use it at the
 * same time: an entry appears whole, and one that is not whole all the same is not used. A directory that cannot be read or
 * written costs time and nothing else.
 */
public final class ScriptCache {
    /** The ones that were not used for longest go first. */
    static final int MOST_SCRIPTS = 64;

    private static final String UNFINISHED = ".unfinished";
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path directory;
    private final InstantSource clock;

    /** @param directory made when something is kept */
    public ScriptCache(Path directory) {
        this(directory, InstantSource.system());
    }

    ScriptCache(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** @param compiled called if it is not there; what it throws is thrown on, and nothing is kept */
    ScriptClasses get(ScriptKey key, Supplier<ScriptClasses> compiled) {
        var file = directory.resolve(key.value());
        var kept = read(file);
        if (kept.isPresent()) {
            return kept.get();
        }
        var classes = compiled.get();
        keep(file, classes);
        return classes;
    }

    private Optional<ScriptClasses> read(Path file) {
        try {
            var classes = ScriptFile.read(Files.readAllBytes(file));
            if (classes.isPresent()) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
            return classes;
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private void keep(Path file, ScriptClasses classes) {
        try {
            Files.createDirectories(directory);
            var unfinished = Files.createTempFile(directory, "", UNFINISHED);
            try {
                Files.write(unfinished, ScriptFile.write(classes));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            prune();
        } catch (IOException unwritable) {
            // it is compiled again next time
        }
    }

    /** A file and when it was used last. */
    private record Entry(Path file, Instant used) {
        boolean isUnfinished() {
            return file.toString().endsWith(UNFINISHED);
        }
    }

    private void prune() throws IOException {
        var entries = entries();
        var abandoned = clock.instant().minus(ABANDONED);
        for (var entry : entries) {
            if (entry.isUnfinished() && entry.used().isBefore(abandoned)) {
                Files.deleteIfExists(entry.file());
            }
        }
        var superfluous = entries.stream()
                .filter(entry -> !entry.isUnfinished())
                .sorted(Comparator.comparing(Entry::used).reversed())
                .skip(MOST_SCRIPTS)
                .toList();
        for (var entry : superfluous) {
            Files.deleteIfExists(entry.file());
        }
    }

    private List<Entry> entries() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                try {
                    entries.add(new Entry(file, Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException gone) {
                    // another process was here first
                }
            }
        }
        return entries;
    }
}

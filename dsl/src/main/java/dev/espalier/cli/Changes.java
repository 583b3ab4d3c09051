package dev.espalier.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Changes of some files, from when this was made on. Their directories are what is watched: an editor may put another file in a
 * file's place.
 */
final class Changes implements Closeable {
    private final WatchService service;
    private final Set<Path> files;
    private final Duration quiet;

    private Changes(WatchService service, Set<Path> files, Duration quiet) {
        this.service = service;
        this.files = files;
        this.quiet = quiet;
    }

    /**
     * @param files absolute and normal; of those in no directory nothing is seen
     * @param quiet how long nothing changes when a change is over
     */
    static Changes of(Collection<Path> files, Duration quiet) throws IOException {
        var watched = Set.copyOf(files);
        var service = Path.of("").getFileSystem().newWatchService();
        try {
            for (var directory : watched.stream()
                    .map(file -> file.resolveSibling(""))
                    .filter(Files::isDirectory)
                    .distinct()
                    .toList()) {
                var unused = directory.register(service, StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException e) {
            service.close();
            throw e;
        }
        return new Changes(service, watched, quiet);
    }

    /** Waits for a change and its end, and returns what has changed. */
    SortedSet<Path> await() throws InterruptedException {
        var changed = new TreeSet<Path>();
        while (changed.isEmpty()) {
            add(service.take(), changed);
        }
        for (var key = next(); key != null; key = next()) {
            add(key, changed);
        }
        return changed;
    }

    private @Nullable WatchKey next() throws InterruptedException {
        return service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void add(WatchKey key, Collection<Path> changed) {
        for (var event : key.pollEvents()) {
            if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
                changed.addAll(files);
            } else {
                var file = file(key, event);
                if (files.contains(file)) {
                    changed.add(file);
                }
            }
        }
        key.reset();
    }

    private static Path file(WatchKey key, WatchEvent<?> event) {
        return ((Path) key.watchable()).resolve((Path) event.context());
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}

package dev.espalier.runtime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a cluster keeps its sockets and disks: readable by nobody else, of a name that nobody can guess, and owned by
 * this process for as long as it runs. It is removed when it is closed; what a killed process left is removed by the next
 * {@link #sweep}, which knows by the owner's lock, a file beside the directory, that nobody uses it.
 */
public final class RunDirectory implements AutoCloseable {
    private static final String PREFIX = "espalier-";
    private static final String LOCK_SUFFIX = ".lock";

    private final Path path;
    private final Path lockFile;
    private final ProcessLock lock;

    private RunDirectory(Path path, Path lockFile, ProcessLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes one in {@code base}. */
    public static RunDirectory in(Path base) throws IOException {
        while (true) {
            var path = base.resolve(PREFIX + UUID.randomUUID().toString().substring(0, 13));
            var made = make(path);
            if (made.isPresent()) {
                return made.get();
            }
        }
    }

    /** All of it or, where there is no room for that, nothing. */
    private static Optional<RunDirectory> make(Path path) throws IOException {
        try {
            var locked = lock(path);
            if (locked.isPresent()) {
                locked.get().create();
            }
            return locked;
        } catch (IOException | RuntimeException e) {
            Closing.quietly(() -> Files.deleteIfExists(lockFile(path)));
            throw e;
        }
    }

    private void create() throws IOException {
        try {
            Files.createDirectory(path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Path lockFile(Path path) {
        return path.resolveSibling(path.getFileName() + LOCK_SUFFIX);
    }

    /** Nothing if a sweep has the lock, or had it and has removed its file under us. */
    private static Optional<RunDirectory> lock(Path path) throws IOException {
        var lockFile = lockFile(path);
        var lock = ProcessLock.tryAcquire(lockFile);
        if (lock.isPresent() && !Files.exists(lockFile)) {
            lock.get().close();
            return Optional.empty();
        }
        return lock.map(held -> new RunDirectory(path, lockFile, held));
    }

    /** Removes what processes of this user that are gone have left in {@code base}; returns what it removed. */
    public static List<Path> sweep(Path base) throws IOException {
        var swept = new ArrayList<Path>();
        try (var lockFiles = Files.newDirectoryStream(base, PREFIX + "*" + LOCK_SUFFIX)) {
            for (var lockFile : lockFiles) {
                if (isOurLock(lockFile)) {
                    sweepOne(lockFile).ifPresent(swept::add);
                }
            }
        }
        return swept;
    }

    /** Those in {@code base} that this user's processes have made, in use or not. */
    public static List<Path> all(Path base) throws IOException {
        var all = new ArrayList<Path>();
        try (var directories = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (var directory : directories) {
                if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && isOurs(directory)) {
                    all.add(directory);
                }
            }
        }
        return all;
    }

    /** What is gone by now, as its owner has closed it, is nobody's. */
    private static boolean isOurs(Path file) throws IOException {
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static boolean isOurLock(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOurs(file);
    }

    private static Optional<Path> sweepOne(Path lockFile) throws IOException {
        var name = lockFile.getFileName().toString();
        var path = lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
        var abandoned = lock(path);
        if (abandoned.isEmpty()) {
            return Optional.empty();
        }
        var isThere = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        abandoned.get().close();
        return isThere ? Optional.of(path) : Optional.empty();
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            FileTree.remove(path);
        }
        Files.deleteIfExists(lockFile);
        lock.close();
    }
}

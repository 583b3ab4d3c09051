package dev.espalier.copy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.espalier.runtime.io.FileTree;

/** The place on this host where a copy grows, beside the name that it gets when it is whole. */
final class HostStage implements AutoCloseable {
    private final Path target;
    private final Path place;

    private HostStage(Path target, Path place) {
        this.target = target;
        this.place = place;
    }

    /** Makes the directories above {@code target}, but nothing in them. */
    static HostStage beside(Path target) throws IOException {
        var directory = Files.createDirectories(target.toAbsolutePath().getParent());
        return new HostStage(target, directory.resolve(StageName.random()));
    }

    Path place() {
        return place;
    }

    /** @throws FileAlreadyExistsException if something else than a file has the name */
    void publishFile() throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(target)
                && !Files.isRegularFile(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "something that is no file has that name");
        }
        publish();
    }

    /** @throws FileAlreadyExistsException if something else than an empty directory has the name */
    void publishTree() throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString(), null,
                    "something that is no directory has that name");
        }
        publish();
    }

    private void publish() throws IOException {
        var unused = Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was not published. */
    @Override
    public void close() throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            FileTree.remove(place);
        }
    }
}

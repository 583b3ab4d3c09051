package dev.espalier;

import java.nio.file.Path;
import java.time.Duration;

import dev.espalier.guest.Guest;

/** Files and directories, of any size, between this host and a machine. A copy may take {@link Guest#DEFAULT_TIMEOUT}. */
public sealed interface CopyForms permits Machine {

    /** As {@link #copyFromHost(Path, String, Duration)}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    default void copyFromHost(Path source, String target) {
        copyFromHost(source, target, Guest.DEFAULT_TIMEOUT);
    }

    /**
     * Copies a file, or a directory with all files, directories and links in it, to the machine. The permissions are kept,
     * and all of it is root's. The copy gets its name when it is whole.
     *
     * @param source if it is a link, what that leads to; links within a directory are copied as links
     * @param target the absolute path that the copy gets; directories above it are made. A file or a link of that name is
     *               replaced, a directory only by a directory and only if it is empty
     * @throws dev.espalier.error.CopyFailed if it cannot be copied, or changes meanwhile; the target is then what it was
     */
    void copyFromHost(Path source, String target, Duration timeout);

    /** Copies into the output directory; else as {@link #copyFromMachine(String, Path, Duration)}. */
    default Path copyFromMachine(String source) {
        return copyFromMachine(source, Path.of(""));
    }

    /** As {@link #copyFromMachine(String, Path, Duration)}, for at most {@link Guest#DEFAULT_TIMEOUT}. */
    default Path copyFromMachine(String source, Path directory) {
        return copyFromMachine(source, directory, Guest.DEFAULT_TIMEOUT);
    }

    /**
     * Copies a file, or a directory with all files, directories and links in it, from the machine, under the name that it
     * has there. The permissions, those that chmod knows as 0777, are kept. The copy gets its name when it is
     * whole.
     *
     * @param source    an absolute path; if it is a link, what that leads to; links within a directory are copied as links
     * @param directory where it goes, seen from the output directory; made if need be. A file or a link of that name in it
     *                  is replaced, a directory only by a directory and only if it is empty
     * @return the copy
     * @throws dev.espalier.error.CopyFailed if it cannot be copied, or changes meanwhile; nothing is changed here then
     */
    Path copyFromMachine(String source, Path directory, Duration timeout);
}

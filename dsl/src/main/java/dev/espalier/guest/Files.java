package dev.espalier.guest;

import java.time.Duration;

import dev.espalier.backends.shell.ShellWords;
import dev.espalier.command.CommandResult;

/** Files of the guest's. A path is taken as it is: nothing in it means anything to a shell. */
public final class Files {
    private final Guest guest;

    public Files(Guest guest) {
        this.guest = guest;
    }

    /**
     * Waits until a file, or whatever else has a name, exists.
     *
     * @throws dev.espalier.error.WaitTimedOut if it does not; with a listing of the directory that comes nearest
     */
    public void waitForFile(String path, Duration timeout) {
        var unused = new Polling(guest, "file " + path, timeout).until("[ -e " + ShellWords.quoted(path) + " ]",
                CommandResult::succeeded, nearestDirectory(path));
    }

    /** Bash that lists the directory of {@code path}, or the nearest one above it that there is. */
    static String nearestDirectory(String path) {
        return "d=" + ShellWords.quoted(path)
                + "; until [ -d \"$d\" ]; do d=$(dirname -- \"$d\"); done; echo \"in $d:\"; ls -la -- \"$d\"";
    }
}

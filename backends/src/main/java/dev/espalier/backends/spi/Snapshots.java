package dev.espalier.backends.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Keeping all that a machine is at one moment, memory, devices and disks, so that a later life of it can begin there. Only
 * the machines of a {@link RestoringBackend} have it.
 */
public interface Snapshots extends Capability {

    /**
     * Keeps it in files of an empty directory. No command of the machine's shell is under way at that moment: those that
     * are may end first, and those that come meanwhile wait. The guest stands still while it is kept, and goes on then,
     * whatever came of it.
     *
     * @param patience how long commands that are under way may take to end
     * @return fails with {@link SnapshotNotTaken}; what is in the directory then is of no use
     */
    CompletionStage<Void> take(Path directory, Duration patience);

    /** What resets are in this life. */
    ResetPolicy resets();
}

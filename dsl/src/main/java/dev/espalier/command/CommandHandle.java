package dev.espalier.command;

/** A command that was started and is not waited for yet. */
public interface CommandHandle {

    /**
     * Waits until it has ended.
     *
     * @throws dev.espalier.error.EspalierException if it cannot be known how it ended
     */
    CommandResult await();

    /** Whether it has ended. */
    boolean isDone();

    /** What it has written to its standard output so far. */
    byte[] stdoutSoFar();

    /**
     * Ends it and all it has started in its process group, by SIGTERM and three seconds later by SIGKILL; returns at once.
     */
    void cancel();
}

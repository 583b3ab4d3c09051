package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A time in which a guest runs no command.
 *
 * @param <T> what is known of its shell then
 */
public interface GuestRecess<T> {

    /**
     * Has commands wait from now on that come, until {@link #end}.
     *
     * @param patience how long those that are under way may take to end
     * @return done when no command is under way; fails with {@link NoRecess} if there is no such moment, and commands go on
     *         then
     */
    CompletionStage<T> begin(Duration patience);

    /** Has what waits go on. Nothing happens if it has not begun. */
    void end();
}

package dev.espalier.backends.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Has a guest's shell begin no command for a while.
 *
 * @param <T> what is known of the shell then
 */
public final class ShellRecess<T> implements GuestRecess<T> {
    /** How much longer than its time a shell may take to answer. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final BiConsumer<Duration, CompletableFuture<T>> rest;
    private final Runnable goOn;

    /**
     * @param rest asks the shell
     * @param goOn tells the shell
     */
    ShellRecess(BiConsumer<Duration, CompletableFuture<T>> rest, Runnable goOn) {
        this.rest = rest;
        this.goOn = goOn;
    }

    @Override
    public CompletionStage<T> begin(Duration patience) {
        var reply = new CompletableFuture<T>();
        rest.accept(patience, reply);
        return reply.orTimeout(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void end() {
        goOn.run();
    }
}

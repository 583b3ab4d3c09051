package dev.espalier.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The one place where somebody waits for an actor: the caller, on a thread of its own. */
public final class Asks {
    private Asks() {}

    /**
     * Waits for an answer.
     *
     * @throws CancellationException if the waiting thread is interrupted; its interrupt flag is set again
     */
    public static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("interrupted while waiting");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** The exception itself, with the waiting thread's stack added so that the caller's line is found. */
    private static RuntimeException rethrown(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof RuntimeException known) {
            var here = new Throwable().getStackTrace();
            known.setStackTrace(here);
            return known;
        }
        return new IllegalStateException("an answer failed", cause);
    }
}

package dev.espalier.runtime.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Has asynchronous work done one piece after the other, in the order in which it came. */
public final class Turns {
    private CompletableFuture<?> last = CompletableFuture.completedFuture("nothing");

    /** Begins {@code work} when all that came before has ended, however it did. */
    public synchronized <T> CompletionStage<T> next(Supplier<CompletionStage<T>> work) {
        var mine = last.handle((done, failure) -> "ended").thenCompose(ended -> work.get());
        last = mine;
        return mine;
    }
}

package dev.espalier.runtime.concurrent;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Does the same for many, a few at a time, as Elixir's {@code Task.async_stream}: whenever one is over, well or not, the
 * next one begins. None waits for those before it to be good.
 */
public final class BoundedParallel {

    private record Job<T, R>(T item, Function<T, CompletionStage<R>> task, CompletableFuture<R> outcome) {

        CompletableFuture<R> begin() {
            try {
                task.apply(item).whenComplete(this::end);
            } catch (RuntimeException | Error thrown) {
                outcome.completeExceptionally(thrown);
            }
            return outcome;
        }

        private void end(R result, Throwable failure) {
            if (failure == null) {
                outcome.complete(result);
            } else {
                outcome.completeExceptionally(failure);
            }
        }
    }

    private BoundedParallel() {}

    /**
     * Begins with the first of {@code items} and returns their outcomes, in the same order.
     *
     * @param atOnce how many may be under way, at least 1
     * @param task must not block; called on the caller's thread, or on one that has ended another task
     * @throws IllegalArgumentException if {@code atOnce} is less than 1
     */
    public static <T, R> List<CompletableFuture<R>> each(Collection<T> items, int atOnce,
            Function<T, CompletionStage<R>> task) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("nothing would ever be done, " + atOnce + " at a time");
        }
        var jobs = items.stream().map(item -> new Job<>(item, task, new CompletableFuture<R>())).toList();
        var waiting = new ConcurrentLinkedQueue<>(jobs);
        for (var lane = 0; lane < Math.min(atOnce, jobs.size()); lane++) {
            beginNext(waiting);
        }
        return jobs.stream().map(Job::outcome).toList();
    }

    /** Those that are over at once are no reason for a deep stack. */
    private static <T, R> void beginNext(Queue<Job<T, R>> waiting) {
        for (var job = waiting.poll(); job != null; job = waiting.poll()) {
            var outcome = job.begin();
            if (!outcome.isDone()) {
                var unused = outcome.whenComplete((result, failure) -> beginNext(waiting));
                return;
            }
        }
    }
}

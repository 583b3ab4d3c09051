package dev.espalier.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.error.ClusterFailed;

/** What a cluster has promised and not yet kept. Its end fails these, and what is promised later. Forgets what is kept. */
final class OpenPromises {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> open = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());

    void add(CompletableFuture<?> promise) {
        var number = numbers.incrementAndGet();
        open.put(number, promise);
        var unused = promise.whenComplete((result, failure) -> open.remove(number));
        end.get().ifPresent(why -> fail(promise, why));
    }

    /** The cluster has ended; only the first reason counts. */
    void end(String why) {
        if (end.compareAndSet(Optional.empty(), Optional.of(why))) {
            open.values().forEach(promise -> fail(promise, why));
        }
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    private static void fail(CompletableFuture<?> promise, String why) {
        promise.completeExceptionally(new ClusterFailed(why));
    }
}

package dev.espalier.runtime.supervision;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The threads of one incarnation, which are to end with it. */
final class WorkerThreads {

    /** Those that have not been told to end, each with its end. */
    private final Map<Thread, CompletableFuture<Void>> working = new ConcurrentHashMap<>();

    /** @param kind what kind of thread it is done on */
    void start(Thread.Builder kind, String name, Runnable work) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = kind.name(name).unstarted(() -> {
            try {
                work.run();
            } finally {
                working.remove(Thread.currentThread());
                ended.complete(null);
            }
        });
        working.put(thread, ended);
        thread.start();
    }

    /** Interrupts all, and sees to it that those which do not end are known as the owner's. */
    void interrupt(Lineage owner, long incarnation) {
        working.forEach((thread, ended) -> {
            if (working.remove(thread, ended)) {
                thread.interrupt();
                var unused = ended.copy()
                        .orTimeout(ChildKeeper.KILL_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(late -> {
                            owner.abandon(incarnation, thread, ended);
                            return null;
                        });
            }
        });
    }
}

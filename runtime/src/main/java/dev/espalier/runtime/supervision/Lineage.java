package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the members of one tree inherit: where they stand in it, the time, and who listens.
 *
 * @param supervisor the path of the member's supervisor; empty for the root
 * @param abandoned the threads of the tree's members that were to end and did not
 */
record Lineage(String supervisor, String id, InstantSource time, Consumer<SupervisionEvent> listener,
        Map<Thread, TreeNode.Abandoned> abandoned) {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    static Lineage root(String name, InstantSource time, Consumer<SupervisionEvent> listener) {
        return new Lineage("", name, time, listener, new ConcurrentHashMap<>());
    }

    Lineage child(String child) {
        return new Lineage(path(), child, time, listener, abandoned);
    }

    /** The ids from the root down, separated by slashes. */
    String path() {
        return supervisor.isEmpty() ? id : supervisor + "/" + id;
    }

    long seconds() {
        return time.instant().getEpochSecond();
    }

    /** In whole seconds, as everything in a tree. */
    Instant now() {
        return Instant.ofEpochSecond(seconds());
    }

    /** Tells the listener, whose failures must not become the tree's. */
    void report(SupervisionEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException failure) {
            LOG.warn("The listener of {} failed on {}", path(), event, failure);
        }
    }

    /** Reports a thread of this member that does not end, and lists it until it does. */
    void abandon(long incarnation, Thread thread, CompletableFuture<?> ended) {
        abandoned.put(thread, new TreeNode.Abandoned(path(), incarnation, Optional.of(thread.getName())));
        report(new SupervisionEvent.ThreadAbandoned(supervisor, id, incarnation, thread.getName()));
        var unused = ended.thenRun(() -> abandoned.remove(thread));
    }

    /** The threads of the whole tree that were to end and have not yet. */
    List<TreeNode.Abandoned> abandonedThreads() {
        return abandoned.values().stream().sorted(Comparator.comparing(TreeNode.Abandoned::path)).toList();
    }
}

package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do to the world when an incarnation is killed; run once, newest first. */
final class KillHandles {

    private record Handle(String name, Runnable action) {

        void run(Supplier<Lineage> owner) {
            try {
                action.run();
            } catch (RuntimeException | Error failure) {
                LOG.warn("Kill handle '{}' of {} failed", name, owner.get().path(), failure);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Supplier<Lineage> owner;
    private List<Handle> handles = List.of();
    private boolean killed;

    KillHandles(Supplier<Lineage> owner) {
        this.owner = owner;
    }

    /** Adds a handle, or runs it at once if it is too late. */
    void add(String name, Runnable action) {
        Handle handle = new Handle(name, action);
        if (!keep(handle)) {
            handle.run(owner);
        }
    }

    void run() {
        for (Handle handle : takeAll().reversed()) {
            handle.run(owner);
        }
    }

    private synchronized boolean keep(Handle handle) {
        if (!killed) {
            List<Handle> more = new ArrayList<>(handles);
            more.add(handle);
            handles = more;
        }
        return !killed;
    }

    private synchronized List<Handle> takeAll() {
        killed = true;
        List<Handle> taken = handles;
        handles = List.of();
        return taken;
    }
}

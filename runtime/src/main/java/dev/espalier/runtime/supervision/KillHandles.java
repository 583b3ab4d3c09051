package dev.espalier.runtime.supervision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do to the world when an incarnation is killed; run once, newest first. */
final class KillHandles {

    private record Handle(String name, Runnable action) {

        void run(String owner) {
            try {
                action.run();
            } catch (RuntimeException | Error failure) {
                LOG.warn("Kill handle '{}' of {} failed", name, owner, failure);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final String owner;
    private final SequencedMap<Object, Handle> handles = new LinkedHashMap<>();
    private boolean killed;

    KillHandles(String owner) {
        this.owner = owner;
    }

    /** Adds a handle that can be removed by its key, or runs it at once if it is too late. */
    void add(Object key, String name, Runnable action) {
        Handle handle = new Handle(name, action);
        if (!keep(key, handle)) {
            handle.run(owner);
        }
    }

    void remove(Object key) {
        synchronized (handles) {
            handles.remove(key);
        }
    }

    void run() {
        for (Handle handle : takeAll()) {
            handle.run(owner);
        }
    }

    private boolean keep(Object key, Handle handle) {
        synchronized (handles) {
            if (!killed) {
                handles.put(key, handle);
            }
            return !killed;
        }
    }

    private List<Handle> takeAll() {
        synchronized (handles) {
            killed = true;
            List<Handle> taken = new ArrayList<>(handles.reversed().values());
            handles.clear();
            return taken;
        }
    }
}

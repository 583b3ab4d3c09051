package dev.espalier.runtime.supervision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the members of one tree inherit: where they stand in it, the time, and who listens. */
record Lineage(String path, InstantSource time, Consumer<SupervisionEvent> listener) {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    Lineage child(String id) {
        return new Lineage(path + "/" + id, time, listener);
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
            LOG.warn("The listener of {} failed on {}", path, event, failure);
        }
    }
}

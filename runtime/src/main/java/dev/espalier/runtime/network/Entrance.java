package dev.espalier.runtime.network;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.espalier.runtime.namespace.Keeper;

/** The way into a cluster's namespaces, for those who are started after them. */
public final class Entrance {
    private final AtomicReference<Keeper> keeper = new AtomicReference<>();

    void open(Keeper made) {
        keeper.set(made);
    }

    /**
     * The arguments that run {@code command} inside.
     *
     * @throws IllegalStateException before the {@link NetworkNamespace} has started
     */
    public List<String> entering(List<String> command) {
        return keeper().entering(command);
    }

    private Keeper keeper() {
        var made = keeper.get();
        if (made == null) {
            throw new IllegalStateException("the cluster's namespaces are not there yet");
        }
        return made;
    }
}

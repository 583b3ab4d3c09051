package dev.espalier.backends.shell;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Hands over the bashes of a guest that does not boot but goes on, once: a shell that is started anew finds them gone. */
public final class BashHandover {
    private final AtomicReference<Optional<ResidentBashes>> left = new AtomicReference<>(Optional.empty());

    /** Before the guest's shell is started: these wait for commands. */
    public void leave(ResidentBashes bashes) {
        left.set(Optional.of(bashes));
    }

    /** Those of this boot, if there are any. */
    Optional<ResidentBashes> take(String bootId) {
        return left.getAndSet(Optional.empty()).filter(bashes -> bashes.bootId().equals(bootId));
    }
}

package dev.espalier.backends.cloudhypervisor;

import java.util.concurrent.atomic.AtomicInteger;

/** The resets that somebody outside the guest has asked for and that are still to come: events do not say who asked. */
final class HostResets {
    private final AtomicInteger expected = new AtomicInteger();

    void expect() {
        expected.incrementAndGet();
    }

    /** Whether the one that comes now is such a one, or such a one that will not come is forgotten. */
    boolean take() {
        return expected.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}

package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/**
 * Giving a machine more or fewer processors and memory while it runs. Done when the guest was told; it takes what it gets, and
 * gives back what it is to, in its own time. Fails with {@link CapabilityRefused}, as for more than the machine may have.
 */
public interface Resize extends Capability {

    /** How many processors it is to have; a guest may have to be told to use those that come. */
    CompletionStage<Void> cpus(int cpus);

    /** How much memory it is to have, in MiB. */
    CompletionStage<Void> memoryMib(int memoryMib);
}

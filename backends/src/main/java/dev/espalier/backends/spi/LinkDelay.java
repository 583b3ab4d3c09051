package dev.espalier.backends.spi;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Holding back a machine's packets, where the host has no means to. */
public interface LinkDelay extends Capability {

    /**
     * Replaces the delay there is.
     *
     * @param nic  its place in {@link MachineSpec#nics}
     * @param mean by how much each packet is late on average, in each direction; zero for no delay
     */
    CompletionStage<Void> delay(int nic, Duration mean);
}

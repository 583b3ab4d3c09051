package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** The plugs of a machine's network interfaces: its guest sees whether they are in. */
public interface LinkCarrier extends Capability {

    /**
     * Nothing happens if it is in.
     *
     * @param nic its place in {@link MachineSpec#nics}
     */
    CompletionStage<Void> plug(int nic);

    /** Nothing happens if it is out. */
    CompletionStage<Void> unplug(int nic);
}

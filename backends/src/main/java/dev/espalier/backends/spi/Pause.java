package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** Stopping a machine's processors and its clock, unnoticed by the guest. */
public interface Pause extends Capability {

    /** Done when the guest stands still. Nothing happens if it does already. */
    CompletionStage<Void> pause();

    /** Done when the guest goes on. Nothing happens if it was not paused. */
    CompletionStage<Void> resume();
}

package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** A machine's power button, which its guest hears of. */
public interface PowerButton extends Capability {

    /**
     * Presses it, and lets it go. Done when it was pressed: what the guest makes of that is its own affair, and most power
     * themselves off. Fails with {@link CapabilityRefused}.
     */
    CompletionStage<Void> press();
}

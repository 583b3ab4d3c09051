package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** A machine's reset button. A machine that has one can {@link Reboot} too. */
public interface Reset extends Capability {

    /** Done when it was pressed; the guest hears nothing of it. */
    CompletionStage<Void> reset();
}

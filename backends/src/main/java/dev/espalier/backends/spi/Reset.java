package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** A machine's reset button. Only a machine that has one can be started to survive resets. */
public interface Reset extends Capability {

    /** Done when it was pressed; the guest hears nothing of it. */
    CompletionStage<Void> reset();
}

package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** The receiving side of a guest's serial console. */
public interface SerialInput extends Capability {

    /**
     * Types text, in UTF-8, with nothing added; what is typed by two calls does not mix. Done when the machine has it, which
     * is before the guest reads it.
     */
    CompletionStage<Void> type(String text);
}

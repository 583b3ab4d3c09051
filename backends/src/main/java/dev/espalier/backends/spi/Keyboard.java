package dev.espalier.backends.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** A keyboard that a guest believes to be real. */
public interface Keyboard extends Capability {

    /**
     * Presses chords one after the other, no faster than the guest takes them; those of two calls do not mix. Done when
     * the last is pressed.
     */
    CompletionStage<Void> press(List<Chord> chords);
}

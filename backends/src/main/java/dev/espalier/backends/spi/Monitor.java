package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;

/** QEMU's monitor for people. */
public interface Monitor extends Capability {

    /** Gives a command such as {@code info block}. What it prints is all there is: a refusal looks no different. */
    CompletionStage<String> command(String line);
}

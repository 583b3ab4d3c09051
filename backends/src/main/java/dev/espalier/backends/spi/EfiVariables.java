package dev.espalier.backends.spi;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The variables that a machine's UEFI keeps over its starts. All that goes wrong with them is an {@link EfiStoreError}, and
 * leaves them as they were.
 */
public interface EfiVariables extends CapabilityAtRest {

    /** Makes them what they are at the machine's first start. */
    CompletionStage<Void> create();

    /** All of them, in the order in which they were written. */
    CompletionStage<List<EfiVariable>> read();

    /**
     * Sets some of them, and leaves the others alone.
     *
     * @param variables the last one counts of those that are the same; one without data is removed
     */
    CompletionStage<Void> write(List<EfiVariable> variables);
}

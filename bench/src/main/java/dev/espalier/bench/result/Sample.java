package dev.espalier.bench.result;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What one run of one round gave.
 *
 * @param foreign how many cores other processes of the host used meanwhile
 */
public record Sample(double value, double foreign) {
    /** Of a core. Less than this is what a host does by itself. */
    static final double DISTURBING = 0.25;

    /** Whether others had so much to do that the value says little. */
    @JsonIgnore
    public boolean isDisturbed() {
        return disturbs(foreign);
    }

    /** Whether so many cores are too many to measure beside. */
    public static boolean disturbs(double foreign) {
        return foreign > DISTURBING;
    }
}

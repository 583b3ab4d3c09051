package dev.espalier.backends.microvm;

import java.util.Arrays;
import java.util.Optional;

/** Why a monitor refuses what it is told, or ends: one of the things that it was seen to say. */
public interface Trouble {

    /**
     * How it is known, and what a person makes of it.
     *
     * @param words   a part of what the monitor says that nothing else it says has
     * @param meaning what is in the way, for a person, without a full stop
     * @param remedy  what a person does about it, without a full stop
     */
    record Diagnosis(String words, String meaning, String remedy) {}

    Diagnosis diagnosis();

    /** The first of {@code known} that {@code said} tells of. */
    static <T extends Trouble> Optional<T> in(String said, T[] known) {
        return Arrays.stream(known).filter(trouble -> said.contains(trouble.diagnosis().words())).findFirst();
    }
}

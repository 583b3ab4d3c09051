package dev.espalier.backends.microvm;

import java.util.Arrays;
import java.util.Optional;

/** Why a monitor refuses what it is told, or ends: something that it was seen to say, and what a person does about it. */
public interface Trouble {

    /** A part of what the monitor says that nothing else it says has. */
    String words();

    /** What is in the way, for a person, without a full stop. */
    String meaning();

    /** What a person does about it, without a full stop. */
    String remedy();

    /** The first of {@code known} that {@code said} tells of. */
    static <T extends Trouble> Optional<T> in(String said, T[] known) {
        return Arrays.stream(known).filter(trouble -> said.contains(trouble.words())).findFirst();
    }
}

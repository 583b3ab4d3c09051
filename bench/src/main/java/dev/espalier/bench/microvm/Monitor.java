package dev.espalier.bench.microvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that the contracts are to be held to, or that one of those wants.
 *
 * @param option   by which it is named
 * @param variable of the environment, by which tests find it
 */
record Monitor(String option, String variable, Path program) {

    /** Why it is of no use, for a person; nothing if it may be. */
    Optional<String> trouble() {
        if (!Files.exists(program)) {
            return Optional.of(option + ": " + program + " is not there");
        }
        return Files.isRegularFile(program) && Files.isExecutable(program)
                ? Optional.empty()
                : Optional.of(option + ": " + program + " is no program that can be run");
    }

    /** What it is called where it is copied to. */
    String fileName() {
        return option.replaceFirst("^--", "");
    }
}

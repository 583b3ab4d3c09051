package dev.espalier.runtime.supervision;

/** A line that is no part of a scenario, or cannot be where it is. */
final class MalformedScenario extends Exception {

    /** @param line counted from 1 */
    MalformedScenario(int line, String problem) {
        super("line " + line + ": " + problem);
    }
}

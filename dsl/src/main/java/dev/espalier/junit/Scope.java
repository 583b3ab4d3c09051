package dev.espalier.junit;

/** Who shares machines. */
public enum Scope {
    /** Each test has machines of its own. */
    METHOD,
    /** The tests of a class have the same. */
    CLASS,
    /** All classes of a run that want such machines, to be started and restored in the same way, have the same. */
    SESSION
}

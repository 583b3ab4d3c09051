package dev.espalier.junit;

/** How machines are started for a test. */
public enum Start {
    /** All at once, until their guests answer. */
    ALL,
    /** By the test itself: a machine starts with the first command, or when it is told to. */
    BY_HAND
}

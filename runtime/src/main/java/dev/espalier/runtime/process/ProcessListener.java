package dev.espalier.runtime.process;

/** Hears of a process's life. Called from threads of no particular kind; returns soon. What it throws is its process's end. */
public interface ProcessListener {

    /** The program runs. */
    void started(long pid);

    /** The program has ended. What it said last is still read, for as long as what it may have left behind goes on talking. */
    default void ended(ExitStatus status) {}

    /** The program has ended, and everything it said has been handed on. Called for every program that was started. */
    void exited(ExitStatus status);
}

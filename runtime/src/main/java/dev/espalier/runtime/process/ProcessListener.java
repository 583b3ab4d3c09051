package dev.espalier.runtime.process;

/** Hears of a process's life. Called from threads of no particular kind; returns soon. */
public interface ProcessListener {

    /** The program runs. */
    void started(long pid);

    /** The program has ended, and everything it said has been handed on. Called for every program that was started. */
    void exited(ExitStatus status);
}

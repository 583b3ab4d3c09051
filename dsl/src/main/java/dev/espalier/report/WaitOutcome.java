package dev.espalier.report;

/** How a wait ended. */
public enum WaitOutcome {
    /** What was waited for is there. */
    MET,
    /** The time was up. */
    TIMED_OUT,
    /** It became certain that it would never come. */
    FAILED,
    /** Nobody was interested any more. */
    CANCELLED
}

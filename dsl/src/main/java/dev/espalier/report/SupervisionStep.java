package dev.espalier.report;

/** What became of a member of the supervision tree. */
public enum SupervisionStep {
    /** It has said that it is up. */
    UP,
    /** It has ended as it may. */
    ENDED,
    /** It has ended by itself, in a way that is an error for it. */
    CRASHED,
    /** It could not be started, or not be restarted. */
    NOT_STARTED,
    /** It was told to stop and has ended for another reason, for instance because it had to be killed. */
    KILLED,
    /** It, or a thread of it, does not end; its supervisor goes on without it. */
    ABANDONED,
    /** It has had to be restarted too often: its supervisor gives up. */
    GIVEN_UP
}

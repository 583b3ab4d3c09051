package dev.espalier.runtime.supervision;

/**
 * When a supervisor stops by itself because significant children have ended, as OTP's {@code auto_shutdown}
 * flag. Only a child's own end counts, not one that the supervisor or a caller brought about.
 */
public enum AutoShutdown {

    /** Never; the default. No child may then be significant. */
    NEVER,

    /** As soon as one significant child has ended for good. */
    ANY_SIGNIFICANT,

    /** When the last running significant child has ended for good. */
    ALL_SIGNIFICANT
}

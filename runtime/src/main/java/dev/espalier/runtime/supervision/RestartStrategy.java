package dev.espalier.runtime.supervision;

/** Which children a supervisor restarts when one of them has to be restarted, as OTP's {@code strategy} flag. */
public enum RestartStrategy {

    /** Only the one that ended. */
    ONE_FOR_ONE,

    /** All: the others are stopped in reverse start order, then all are started in start order. */
    ONE_FOR_ALL,

    /** The one that ended and those started after it. */
    REST_FOR_ONE
}

package dev.espalier.runtime.supervision;

/** Which ends of a child lead to a restart, as OTP's {@code restart} key. */
public enum Restart {

    /** Always restarted, also after a normal end. */
    PERMANENT,

    /** Restarted after an abnormal end only; after an orderly one its spec is kept, not running. */
    TRANSIENT,

    /** Never restarted; its spec is forgotten when it ends. */
    TEMPORARY
}

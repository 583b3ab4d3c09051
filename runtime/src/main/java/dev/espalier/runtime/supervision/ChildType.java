package dev.espalier.runtime.supervision;

/** What a child declares itself to be; it matters for counting and for the default {@link Shutdown} only. */
public enum ChildType {

    WORKER,

    SUPERVISOR
}

package dev.espalier.snapshot;

/** What lies under a name among prepared snapshots. */
public sealed interface KeptSnapshot {

    record Whole(Snapshot snapshot) implements KeptSnapshot {}

    /** Nobody begins with it any more. */
    record Damaged(String name, String why) implements KeptSnapshot {}
}

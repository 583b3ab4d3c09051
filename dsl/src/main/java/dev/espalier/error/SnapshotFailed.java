package dev.espalier.error;

/** A snapshot of a machine was not taken. The machine goes on, and nothing of the snapshot is left. */
public final class SnapshotFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String why;

    public SnapshotFailed(String machine, String why) {
        super(machine + ": no snapshot was taken, and it goes on: " + why);
        this.machine = machine;
        this.why = why;
    }

    public String machine() {
        return machine;
    }

    public String why() {
        return why;
    }
}

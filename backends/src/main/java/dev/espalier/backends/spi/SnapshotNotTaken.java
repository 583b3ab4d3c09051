package dev.espalier.backends.spi;

/** A machine was to be kept as it is, and was not; it goes on. */
public final class SnapshotNotTaken extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why a sentence for a person, without a full stop */
    public SnapshotNotTaken(String why) {
        super(why);
        this.why = why;
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}

package dev.espalier.backends.spi;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import dev.espalier.backends.shell.NoRecess;

/** A machine was to be kept as it is, and was not; it goes on. */
public final class SnapshotNotTaken extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    /** @param why a sentence for a person, without a full stop */
    public SnapshotNotTaken(String why) {
        super(why);
        this.why = why;
    }

    /** Says {@code failure} of what a snapshot takes as a snapshot that was not taken, if that is what it means. */
    public static Throwable because(Throwable failure) {
        var why = failure;
        while (why instanceof CompletionException && why.getCause() != null) {
            why = why.getCause();
        }
        return switch (why) {
            case NoRecess none -> new SnapshotNotTaken(none.why());
            case TimeoutException silent -> new SnapshotNotTaken("its shell does not answer");
            case CapabilityRefused refused -> new SnapshotNotTaken(refused.why());
            case IOException trouble -> new SnapshotNotTaken(String.valueOf(trouble.getMessage()));
            default -> why;
        };
    }

    /** As {@link #getMessage}, which is never null here. */
    public String why() {
        return why;
    }
}

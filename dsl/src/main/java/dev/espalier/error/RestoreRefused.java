package dev.espalier.error;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A machine cannot go on from a snapshot. Nothing was done to it. */
public final class RestoreRefused extends EspalierException {
    private static final long serialVersionUID = 1;

    private final transient Path snapshot;

    /**
     * What is not the same.
     *
     * @param snapshot as it was when the snapshot was taken
     * @param machine  as it is now
     */
    public record Difference(String snapshot, String machine) {}

    private RestoreRefused(String message, Path snapshot) {
        super(message);
        this.snapshot = snapshot;
    }

    /** The snapshot is not all there. */
    public static RestoreRefused damaged(Path snapshot, String why) {
        return new RestoreRefused("the snapshot in " + snapshot + " cannot be used: " + why
                + "\n  remedy: remove it and take it again", snapshot);
    }

    /** The machine is another than the snapshot is of. */
    public static RestoreRefused different(String machine, Path snapshot, Map<String, Difference> differences) {
        return new RestoreRefused(machine + " cannot go on from the snapshot in " + snapshot
                + ", which is of another machine:"
                + differences.entrySet()
                        .stream()
                        .map(each -> "\n  " + each.getKey() + ": there " + each.getValue().snapshot() + ", here "
                                + each.getValue().machine())
                        .collect(Collectors.joining())
                + "\n  remedy: take it again with this machine, or make the machine what it was", snapshot);
    }

    public Path snapshot() {
        return snapshot;
    }
}

package dev.espalier.error;

/** The cluster itself is down or did not come up; nothing can be wanted of its machines any more. */
public final class ClusterFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    public ClusterFailed(String why) {
        super(why);
    }
}

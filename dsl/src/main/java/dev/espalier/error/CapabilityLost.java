package dev.espalier.error;

/** Nobody can say whether a running machine did what was wanted: the way to it was lost before it answered. */
public final class CapabilityLost extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String capability;

    public CapabilityLost(String machine, String capability, String why) {
        super(machine + ": no answer of its " + capability + ": " + why);
        this.machine = machine;
        this.capability = capability;
    }

    public String machine() {
        return machine;
    }

    public String capability() {
        return capability;
    }
}

package dev.espalier.error;

/** There is no way to a running machine, or it was lost before the machine answered: it may have done what was wanted. */
public final class CapabilityLost extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String capability;

    public CapabilityLost(String machine, String capability, String why) {
        super(machine + ": no way to its " + capability + ": " + why);
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

package dev.espalier.error;

/** Something was wanted of a machine that can only be done while it is down. */
public final class MachineRunning extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    /** @param capability by what it was to be done, such as {@code EfiVariables} */
    public MachineRunning(String machine, String capability) {
        super(machine + " is running, so its " + capability + " cannot be used; shut it down or crash it first");
        this.machine = machine;
    }

    public String machine() {
        return machine;
    }
}

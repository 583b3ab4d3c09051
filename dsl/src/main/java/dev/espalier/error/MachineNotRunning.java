package dev.espalier.error;

/** Something was wanted of a machine that only one that runs can do, and that does not start it. */
public final class MachineNotRunning extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    /** @param capability by what it was to be done, such as {@code Screen} */
    public MachineNotRunning(String machine, String capability) {
        super(machine + " is not running, so its " + capability + " cannot be used; start it first");
        this.machine = machine;
    }

    public String machine() {
        return machine;
    }
}

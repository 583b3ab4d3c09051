package dev.espalier.error;

/** What was asked of a machine was not answered when somebody had it go on from a snapshot. */
public final class MachineRestored extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;

    private MachineRestored(String machine, String message) {
        super(message);
        this.machine = machine;
    }

    /** The machine was restored while its guest had a command. */
    public static MachineRestored during(String machine, String command) {
        return new MachineRestored(machine,
                new Evidence(machine + " was restored during a command").block("command", command).toString());
    }

    /** The machine was restored while something was waited for. */
    public static MachineRestored whileWaiting(String machine) {
        return new MachineRestored(machine, machine + " was restored while this was waited for");
    }

    public String machine() {
        return machine;
    }
}

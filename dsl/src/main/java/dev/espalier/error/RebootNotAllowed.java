package dev.espalier.error;

/** A reboot was wanted of a machine that would not come up again, or does not run. Nothing was done. */
public final class RebootNotAllowed extends EspalierException {
    private static final long serialVersionUID = 1;
    private static final String REMEDY = "start it with StartOptions.allowReboot()";

    private final String machine;

    private RebootNotAllowed(String machine, String why) {
        super(machine + " cannot reboot: " + why + "; " + REMEDY);
        this.machine = machine;
    }

    public static RebootNotAllowed ofStart(String machine) {
        return new RebootNotAllowed(machine, "its guest's reset is its end, as it was started");
    }

    public static RebootNotAllowed notRunning(String machine) {
        return new RebootNotAllowed(machine, "it is not running");
    }

    public String machine() {
        return machine;
    }
}

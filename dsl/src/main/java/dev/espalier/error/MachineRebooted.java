package dev.espalier.error;

import java.util.List;

/** A machine's guest went down while it had a command, and comes up again; how the command ended nobody can say. */
public final class MachineRebooted extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final RebootReason reason;
    private final String command;

    /** @param console its last lines; of a kernel's panic from its beginning */
    public MachineRebooted(String machine, RebootReason reason, String command, List<String> console) {
        super(new Evidence(machine + " rebooted during a command: " + reason.describe()).block("command", command)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.reason = reason;
        this.command = command;
    }

    public String machine() {
        return machine;
    }

    public RebootReason reason() {
        return reason;
    }

    public String command() {
        return command;
    }
}

package dev.espalier.error;

import java.util.List;

/** Nobody can say how a command ended: the guest does not answer, or the answer is damaged. */
public final class CommandLost extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String command;
    private final String why;

    public CommandLost(String machine, String command, String why, List<String> console) {
        super(new Evidence(machine + ": the end of a command is not known: " + why).block("command", command)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.command = command;
        this.why = why;
    }

    public String machine() {
        return machine;
    }

    public String command() {
        return command;
    }

    public String why() {
        return why;
    }
}

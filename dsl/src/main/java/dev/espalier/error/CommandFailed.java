package dev.espalier.error;

import java.util.List;

import dev.espalier.command.CommandResult;

/** A command did not end as the test wanted. */
public final class CommandFailed extends EspalierException {
    private static final long serialVersionUID = 1;

    private final String machine;
    private final String command;
    private final transient CommandResult result;

    private CommandFailed(String summary, String machine, String command, CommandResult result, List<Finding> findings,
            List<String> console) {
        super(new Evidence(summary).block("command", command)
                .block("stdout", result.stdout())
                .block("stderr", result.stderr())
                .blocks(findings)
                .block("console", console)
                .toString());
        this.machine = machine;
        this.command = command;
        this.result = result;
    }

    /** A command that was to succeed. */
    public static CommandFailed unsuccessful(String machine, String command, CommandResult result,
            List<String> console) {
        return unsuccessful(machine, command, result, List.of(), console);
    }

    /**
     * A command that was to succeed.
     *
     * @param findings what was found out about it beside what it wrote
     */
    public static CommandFailed unsuccessful(String machine, String command, CommandResult result,
            List<Finding> findings, List<String> console) {
        return new CommandFailed(machine + ": a command failed with exit status " + result.exitStatus()
                + (result.exitStatus() == CommandResult.TIMED_OUT ? " (which a timeout gives)" : ""), machine, command,
                result, findings, console);
    }

    /** A command that was to fail. */
    public static CommandFailed successful(String machine, String command, CommandResult result, List<String> console) {
        return new CommandFailed(machine + ": a command succeeded that was to fail", machine, command, result,
                List.of(),
                console);
    }

    public String machine() {
        return machine;
    }

    public String command() {
        return command;
    }

    public CommandResult result() {
        return result;
    }
}

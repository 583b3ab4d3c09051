package dev.espalier;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Engine;
import dev.espalier.engine.GuestCommand;
import dev.espalier.guest.CommandScript;
import dev.espalier.guest.Guest;
import dev.espalier.report.LogLevel;
import dev.espalier.runtime.console.ConsoleLine;

/** Commands on one machine: those that are said to a person, and those that are a part of something else. */
final class MachineShell implements Guest {
    private static final int CONSOLE_LINES = 15;

    private final String name;
    private final Engine engine;
    private final Announcer announcer;
    private final Conditions conditions;

    MachineShell(String name, Engine engine, Announcer announcer, Conditions conditions) {
        this.name = name;
        this.engine = engine;
        this.announcer = announcer;
        this.conditions = conditions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CommandResult execute(String command, CommandOptions options) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var status = stream(command, options, ShellInput.none(), stdout, stderr);
        return new CommandResult(status, stdout.bytes(), stderr.bytes());
    }

    int stream(String command, CommandOptions options, ShellInput input, OutputSink stdout, OutputSink stderr) {
        var running = announcer.commandBegins(name, command);
        var exitStatus = OptionalInt.empty();
        try {
            var status = begin(CommandScript.of(command, options), input, stdout, stderr).await();
            exitStatus = OptionalInt.of(status);
            return status;
        } finally {
            announcer.commandEnds(running, exitStatus);
        }
    }

    CommandHandle start(String command, CommandOptions options) {
        return new StartedCommand(name, CommandScript.of(command, options), engine, announcer);
    }

    @Override
    public CommandResult look(String command, Duration timeout) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var status = begin(new ShellCommand(command, timeout), ShellInput.none(), stdout, stderr).await();
        return new CommandResult(status, stdout.bytes(), stderr.bytes());
    }

    @Override
    public GuestCommand begin(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr) {
        conditions.check();
        return engine.execute(name, command, input, stdout, stderr);
    }

    @Override
    public <T> T waiting(String what, Supplier<T> wait) {
        return announcer.waiting(name, what, wait);
    }

    @Override
    public void log(String text) {
        announcer.log(name, LogLevel.INFO, text);
    }

    @Override
    public List<String> consoleTail() {
        return engine.console(name).tail(CONSOLE_LINES).stream().map(ConsoleLine::text).toList();
    }

    @Override
    public InstantSource clock() {
        return announcer::now;
    }
}

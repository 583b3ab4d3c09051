package dev.espalier;

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
import dev.espalier.engine.EngineMachine;
import dev.espalier.engine.GuestCommand;
import dev.espalier.error.CommandFailed;
import dev.espalier.guest.CommandScript;
import dev.espalier.guest.Guest;
import dev.espalier.guest.UnitInquiry;
import dev.espalier.report.LogLevel;
import dev.espalier.runtime.console.ConsoleLine;
import dev.espalier.runtime.io.Connection;

/** Commands on one machine: those that are said to a person, and those that are a part of something else. */
final class MachineShell implements Guest {
    private static final int CONSOLE_LINES = 15;

    private final EngineMachine engine;
    private final Announcer announcer;
    private final Conditions conditions;

    MachineShell(EngineMachine engine, Announcer announcer, Conditions conditions) {
        this.engine = engine;
        this.announcer = announcer;
        this.conditions = conditions;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public CommandResult execute(String command, CommandOptions options) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var status = stream(command, options, stdout, stderr);
        return new CommandResult(status, stdout.bytes(), stderr.bytes());
    }

    String succeed(String command, CommandOptions options) {
        var result = execute(command, options);
        if (!result.succeeded()) {
            throw CommandFailed.unsuccessful(name(), command, result, UnitInquiry.about(this, command, result),
                    consoleTail());
        }
        return result.stdout();
    }

    int stream(String command, CommandOptions options, OutputSink stdout, OutputSink stderr) {
        var running = announcer.commandBegins(name(), command);
        var exitStatus = OptionalInt.empty();
        try {
            var status = run(command, options, stdout, stderr);
            exitStatus = OptionalInt.of(status);
            return status;
        } finally {
            announcer.commandEnds(running, exitStatus);
        }
    }

    @Override
    public CommandResult look(String command, CommandOptions options) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var status = run(command, options, stdout, stderr);
        return new CommandResult(status, stdout.bytes(), stderr.bytes());
    }

    private int run(String command, CommandOptions options, OutputSink stdout, OutputSink stderr) {
        var out = narrated(stdout, options);
        var err = narrated(stderr, options);
        try {
            return begin(CommandScript.of(command, options), options.stdin(), out, err).await();
        } finally {
            out.end();
            err.end();
        }
    }

    private NarratedOutput narrated(OutputSink sink, CommandOptions options) {
        return new NarratedOutput(sink, options.narration(), this::log);
    }

    CommandHandle start(String command, CommandOptions options) {
        var running = announcer.commandBegins(name(), command);
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var out = narrated(stdout, options);
        var err = narrated(stderr, options);
        var begun = engine.execute(CommandScript.of(command, options), options.stdin(), out, err);
        var ended = begun.exitStatus().whenComplete((status, failure) -> {
            out.end();
            err.end();
            announcer.commandEnds(running, failure == null ? OptionalInt.of(status) : OptionalInt.empty());
        });
        return new StartedCommand(new GuestCommand(ended, begun.cancel()), stdout, stderr);
    }

    @Override
    public GuestCommand begin(ShellCommand command, ShellInput input, OutputSink stdout, OutputSink stderr) {
        conditions.check();
        return engine.execute(command, input, stdout, stderr);
    }

    @Override
    public GuestCommand connect(ShellCommand command, Connection connection) {
        conditions.check();
        return engine.execute(command, connection);
    }

    @Override
    public <T> T waiting(String what, Supplier<T> wait) {
        return announcer.waiting(name(), what, wait);
    }

    @Override
    public void log(String text) {
        announcer.log(name(), LogLevel.INFO, text);
    }

    @Override
    public List<String> consoleTail() {
        return engine.console().tail(CONSOLE_LINES).stream().map(ConsoleLine::text).toList();
    }

    @Override
    public InstantSource clock() {
        return announcer::now;
    }
}

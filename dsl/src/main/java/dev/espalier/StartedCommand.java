package dev.espalier;

import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Asks;
import dev.espalier.engine.Engine;
import dev.espalier.engine.GuestCommand;

/** A command whose output is kept until somebody asks for it. */
final class StartedCommand implements CommandHandle {
    private final CollectedOutput stdout = new CollectedOutput();
    private final CollectedOutput stderr = new CollectedOutput();
    private final GuestCommand running;
    private final CompletionStage<Integer> ended;

    StartedCommand(String machine, ShellCommand command, Engine engine, Announcer announcer) {
        var announced = announcer.commandBegins(machine, command.text());
        running = engine.execute(machine, command, ShellInput.none(), stdout, stderr);
        ended = running.exitStatus()
                .whenComplete((status, failure) -> announcer.commandEnds(announced,
                        failure == null ? OptionalInt.of(status) : OptionalInt.empty()));
    }

    @Override
    public CommandResult await() {
        var exitStatus = Asks.await(ended);
        return new CommandResult(exitStatus, stdout.bytes(), stderr.bytes());
    }

    @Override
    public boolean isDone() {
        return ended.toCompletableFuture().isDone();
    }

    @Override
    public byte[] stdoutSoFar() {
        return stdout.bytes();
    }

    @Override
    public void cancel() {
        running.cancel().run();
    }
}

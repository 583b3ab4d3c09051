package dev.espalier;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.command.CommandHandle;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Asks;
import dev.espalier.engine.GuestCommand;

/** A command whose output is kept until somebody asks for it. */
record StartedCommand(GuestCommand running, CollectedOutput stdout, CollectedOutput stderr) implements CommandHandle {

    @Override
    public CommandResult await() {
        var exitStatus = Asks.await(running.exitStatus());
        return new CommandResult(exitStatus, stdout.bytes(), stderr.bytes());
    }

    @Override
    public boolean isDone() {
        return running.exitStatus().toCompletableFuture().isDone();
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

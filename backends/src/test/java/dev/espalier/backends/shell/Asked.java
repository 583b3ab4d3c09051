package dev.espalier.backends.shell;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;
import org.apache.pekko.actor.typed.ActorRef;

/** A command that a guest's shell was given, and what it has said so far. */
public record Asked(CompletableFuture<ShellReply> reply, CollectedOutput stdout, CollectedOutput stderr) {

    public static Asked of(ActorRef<GuestShell> shell, ShellCommand command) {
        return of(shell, command, ShellInput.none());
    }

    public static Asked of(ActorRef<GuestShell> shell, ShellCommand command, ShellInput input) {
        var stdout = new CollectedOutput();
        var stderr = new CollectedOutput();
        var reply = new CompletableFuture<ShellReply>();
        shell.tell(new GuestShell.Execute(command, input, stdout, stderr, reply::complete));
        return new Asked(reply, stdout, stderr);
    }

    public ShellReply await() throws Exception {
        return reply.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** The exit status of a command that ends as commands do. */
    public int exitStatus() throws Exception {
        return switch (await()) {
            case ShellReply.Finished(var status) -> status;
            case ShellReply other -> throw new AssertionError(other);
        };
    }

    public String text() {
        return new String(stdout.bytes(), StandardCharsets.UTF_8);
    }
}

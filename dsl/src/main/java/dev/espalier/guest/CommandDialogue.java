package dev.espalier.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

import dev.espalier.command.CommandOptions;
import dev.espalier.command.CommandResult;

/** Somebody who types commands to a guest, each of which knows nothing of those before it. */
public record CommandDialogue(Guest guest) {

    /** Until nothing more is typed. */
    public void hold(InputStream typed, OutputStream said) {
        TypedLines.of(typed)
                .each(new CompletableFuture<>(), line -> say(guest.look(line, CommandOptions.DEFAULT), said));
    }

    private static void say(CommandResult result, OutputStream said) {
        try {
            said.write(result.stdoutBytes());
            said.write(result.stderrBytes());
            said.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("what a command says cannot be shown", e);
        }
    }
}

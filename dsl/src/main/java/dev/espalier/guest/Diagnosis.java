package dev.espalier.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import dev.espalier.backends.shell.OutputSink;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.command.CommandResult;
import dev.espalier.engine.Asks;

/** What a guest says when it is asked about a failure. It is not waited for long, and no trouble with it hides the failure. */
final class Diagnosis {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int MOST_BYTES = 64 * 1024;

    private Diagnosis() {}

    /** What a command says on both outputs, whichever of its parts fail; of a guest that does not answer, what it said until then. */
    static String of(Guest guest, String command) {
        return of(guest, command, PATIENCE);
    }

    static String of(Guest guest, String command, Duration patience) {
        var said = new ByteArrayOutputStream();
        try {
            ask(guest, new ShellCommand("set +e; exec 2>&1; " + command, patience), said);
        } catch (CancellationException interrupted) {
            throw interrupted;
        } catch (RuntimeException silent) {
            // the failure that it was asked about is what matters
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void ask(Guest guest, ShellCommand command, ByteArrayOutputStream said) {
        var asked = guest.begin(command, ShellInput.none(),
                (bytes, from, length) -> said.write(bytes, from, Math.min(length, MOST_BYTES - said.size())),
                OutputSink.nowhere());
        try {
            var unused = Asks.await(asked.exitStatus()
                    .toCompletableFuture()
                    .copy()
                    .completeOnTimeout(CommandResult.TIMED_OUT, command.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            asked.cancel().run();
        }
    }
}

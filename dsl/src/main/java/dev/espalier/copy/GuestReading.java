package dev.espalier.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.guest.Guest;

/** Has what a command in a guest writes read by the calling thread, while it is written. */
record GuestReading(Guest guest, Duration timeout) {
    private static final int PIPE = 1024 * 1024;

    /** Reads to the end. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream output) throws IOException;
    }

    /** What the command wrote to its standard error; the rest {@code reader} has got. */
    String of(String script, Reader reader) throws CopyTrouble {
        var said = new CollectedOutput();
        try (var output = new PipedInputStream(PIPE); var pipe = new PipedOutputStream(output)) {
            var command = guest.begin(new ShellCommand(script, timeout), ShellInput.none(), (bytes, from, length) -> {
                pipe.write(bytes, from, length);
                pipe.flush();
            }, said);
            var ended = command.exitStatus().whenComplete((status, failure) -> end(pipe)).toCompletableFuture();
            try {
                reader.read(output);
            } catch (IOException e) {
                if (!ended.isDone()) {
                    command.cancel().run();
                    throw e;
                }
                CopyTrouble.unlessSuccessful(command.await(), said, timeout);
                throw e;
            }
            CopyTrouble.unlessSuccessful(command.await(), said, timeout);
            return new String(said.bytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CopyTrouble(e);
        }
    }

    private static void end(PipedOutputStream pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe in memory", e);
        }
    }
}

package dev.espalier.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.espalier.backends.shell.CollectedOutput;
import dev.espalier.backends.shell.ShellCommand;
import dev.espalier.backends.shell.ShellInput;
import dev.espalier.guest.Guest;

/** Has what a command in a guest writes read by the calling thread, while it is written. */
record GuestReading(Guest guest, Duration timeout) {
    /** Reads to the end. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream output) throws IOException;
    }

    /** What the command wrote to its standard error; the rest {@code reader} has got. */
    String of(String script, Reader reader) throws CopyTrouble {
        var said = new CollectedOutput();
        var pipe = open();
        try (var output = Channels.newInputStream(pipe.source()); var sink = Channels.newOutputStream(pipe.sink())) {
            var command = guest.begin(new ShellCommand(script, timeout), ShellInput.none(), sink::write, said);
            var ended = command.exitStatus().whenComplete((status, failure) -> end(sink)).toCompletableFuture();
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

    /** One of the system's: Java's own takes a writer for dead whose thread has ended and who has said no more yet. */
    private static Pipe open() throws CopyTrouble {
        try {
            return Pipe.open();
        } catch (IOException e) {
            throw new CopyTrouble(e);
        }
    }

    private static void end(OutputStream pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe of our own", e);
        }
    }
}

package dev.espalier.backends.ssh;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.espalier.backends.shell.NativeShell;
import dev.espalier.runtime.process.Provision;
import dev.espalier.runtime.supervision.Address;

/** What a machine's commands have running on a host: there from when they can be given, and ended before the connection is. */
record RunningCommands(Address<SshConnection.Message> connection,
        Address<NativeShell.Message> shell) implements Provision.Thing {
    /** More than it takes to ask the commands first and kill them then. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    @Override
    public void make() {
        connection.tell(SshConnection.serve(shell.ref()));
    }

    @Override
    public void remove() throws IOException, InterruptedException {
        var ended = new CompletableFuture<Void>();
        shell.tell(NativeShell.endAll(() -> ended.complete(null)));
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("commands may still run on the host", e);
        }
    }

    @Override
    public void kill() {
        // the host is only to be reached by what takes time
    }
}

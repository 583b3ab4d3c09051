package dev.espalier.runtime.console;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.espalier.runtime.io.Wire;

/**
 * What is typed on a machine's console. It outlives the {@link ConsoleReader} that has the connection. Any number of threads
 * may type; what two of them type does not mix.
 */
public final class ConsoleInput {
    private Optional<Wire> machine = Optional.empty();

    /**
     * Types {@code bytes}, and nothing else. Done when the machine's end of the connection has them all; fails with an
     * {@link IOException} if no machine is connected, and if it hangs up before.
     */
    public CompletionStage<Void> type(byte[] bytes) {
        return present().map(wire -> type(wire, bytes))
                .orElseGet(() -> CompletableFuture.failedStage(
                        new IOException("nothing was typed: the console is not connected")));
    }

    private static CompletionStage<Void> type(Wire wire, byte[] bytes) {
        return wire.write(bytes)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        new IOException("the console hung up before it had all that was typed", failure)));
    }

    private synchronized Optional<Wire> present() {
        return machine;
    }

    synchronized void connected(Wire wire) {
        machine = Optional.of(wire);
    }

    /** Nothing happens if another has connected since. */
    synchronized void disconnected(Wire wire) {
        machine = machine.filter(present -> present != wire);
    }
}

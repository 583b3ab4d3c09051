package dev.espalier.bench.guest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.espalier.runtime.namespace.Isolation;
import dev.espalier.runtime.namespace.Keeper;

/** One bash of this host at two pipes, each command in a subshell, and nothing around it. */
public final class PipedBash implements Taker, AutoCloseable {
    private final Keeper keeper;
    private final long bootNanos;
    private final Writer commands;
    private final BufferedReader answers;

    private PipedBash(Keeper keeper) throws IOException {
        this.keeper = keeper;
        var begin = System.nanoTime();
        var bash = new ProcessBuilder(keeper.entering(List.of("bash", "--norc", "--noprofile")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.commands = bash.outputWriter(StandardCharsets.US_ASCII);
        this.answers = bash.inputReader(StandardCharsets.US_ASCII);
        succeed();
        this.bootNanos = System.nanoTime() - begin;
    }

    /** In namespaces like those of machines; it answers when this returns. */
    public static PipedBash start() throws IOException {
        var keeper = Keeper.start(Isolation.forMachines());
        try {
            return new PipedBash(keeper);
        } catch (IOException | RuntimeException e) {
            keeper.close();
            throw e;
        }
    }

    /** Nanoseconds from its start to its first answer. */
    public long bootNanos() {
        return bootNanos;
    }

    @Override
    public void succeed() throws IOException {
        commands.write("( set -euo pipefail; true ); echo $?\n");
        commands.flush();
        var status = answers.readLine();
        if (!"0".equals(status)) {
            throw new IOException("the command failed: " + status);
        }
    }

    @Override
    public void close() {
        keeper.close();
    }
}

package dev.espalier.backends.shell;

import java.io.Closeable;
import java.util.Optional;

/** A bash that runs a command or waits for one. Of its end only the command is told that was given to it last. */
final class SoloBash implements Closeable {
    private final LaunchedCommand program;
    private volatile Optional<Runnable> listener = Optional.empty();

    private SoloBash(LaunchedCommand program) {
        this.program = program;
    }

    static SoloBash of(LaunchedCommand program) {
        var bash = new SoloBash(program);
        var unused = program.ended().whenComplete((end, failure) -> bash.listener.ifPresent(Runnable::run));
        return bash;
    }

    LaunchedCommand program() {
        return program;
    }

    /** Has {@code ended} called when it has ended, which may be at once and may be twice; nobody else hears of that any more. */
    void onEnd(Runnable ended) {
        listener = Optional.of(ended);
        if (program.ended().toCompletableFuture().isDone()) {
            ended.run();
        }
    }

    /** Its command is over and hears no more of it. */
    void vacate() {
        listener = Optional.empty();
    }

    @Override
    public void close() {
        program.close();
    }
}

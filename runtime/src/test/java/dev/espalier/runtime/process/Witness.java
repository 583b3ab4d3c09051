package dev.espalier.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.espalier.runtime.testing.Nursery;

/** Hears what a process says and what becomes of it, in order. */
final class Witness implements ProcessListener {
    final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private final List<String> heard = new ArrayList<>();

    @Override
    public void started(long started) {
        pid.complete(started);
    }

    @Override
    public void exited(ExitStatus status) {
        exit.complete(status);
        say(status.toString());
    }

    /** For the process's output. */
    synchronized void say(String line) {
        heard.add(line);
        notifyAll();
    }

    /** Everything up to its end, which comes last. */
    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    synchronized void awaitLine(String line) throws InterruptedException {
        while (!heard.contains(line)) {
            assertThat(exit).as("the end of a process that has said %s", heard).isNotDone();
            wait(Nursery.PATIENCE.toMillis());
        }
    }

    ExitStatus awaitExit() throws Exception {
        return exit.get(Nursery.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}

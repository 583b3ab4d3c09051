package dev.espalier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import dev.espalier.engine.Asks;
import dev.espalier.error.SeveralFailures;

/** Does the same on several machines at once, each on a thread of its own. */
final class SideBySide {
    private record Running(Thread thread, CompletableFuture<List<Throwable>> failures) {}

    private SideBySide() {}

    /**
     * Waits for all of them, also when one fails.
     *
     * @throws SeveralFailures if more than one fails
     * @throws Exception       what the only one that failed threw
     */
    static void each(List<Machine> machines, MachineBody body) throws Exception {
        var running = machines.stream().map(machine -> start(machine, body)).toList();
        var failures = new ArrayList<Throwable>();
        try {
            running.forEach(each -> failures.addAll(Asks.await(each.failures())));
        } catch (CancellationException e) {
            running.forEach(each -> each.thread().interrupt());
            throw e;
        }
        if (failures.size() > 1) {
            throw new SeveralFailures("of " + machines.size() + " machines, " + failures.size() + " failed", failures);
        }
        for (var failure : failures) {
            switch (failure) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    private static Running start(Machine machine, MachineBody body) {
        var failures = new CompletableFuture<List<Throwable>>();
        var thread = Thread.ofPlatform().daemon().name(machine.name()).start(() -> {
            try {
                body.run(machine);
                failures.complete(List.of());
            } catch (Throwable e) {
                failures.complete(List.of(e));
            }
        });
        return new Running(thread, failures);
    }
}

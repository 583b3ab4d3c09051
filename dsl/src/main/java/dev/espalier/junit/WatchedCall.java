package dev.espalier.junit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.espalier.error.MachineDied;
import org.junit.jupiter.api.function.Executable;

/** A part of a test that a machine's death ends: it is interrupted, and fails of that death, whatever it says itself. */
final class WatchedCall {
    /** How long it may take to fail by itself: it can tell the line. */
    private static final Duration OWN_WORDS = Duration.ofMillis(100);

    private static final Executor AFTER_OWN_WORDS = CompletableFuture.delayedExecutor(OWN_WORDS.toMillis(),
            TimeUnit.MILLISECONDS);

    private final CompletableFuture<MachineDied> death;
    private final Thread caller = Thread.currentThread();
    private Phase phase = Phase.RUNNING;

    private enum Phase {
        RUNNING,
        INTERRUPTED,
        OVER
    }

    WatchedCall(CompletionStage<MachineDied> death) {
        this.death = death.toCompletableFuture();
    }

    void make(Executable call) throws Throwable {
        var watch = death.thenRunAsync(this::interrupt, AFTER_OWN_WORDS);
        try {
            call.execute();
        } catch (MachineDied itsOwnWords) {
            throw itsOwnWords;
        } catch (Throwable failure) {
            throw death.isDone() ? because(failure) : failure;
        } finally {
            end();
            watch.cancel(false);
        }
        if (death.isDone()) {
            throw death.join();
        }
    }

    private MachineDied because(Throwable failure) {
        var died = death.join();
        died.addSuppressed(failure);
        return died;
    }

    private synchronized void interrupt() {
        if (phase == Phase.RUNNING) {
            phase = Phase.INTERRUPTED;
            caller.interrupt();
        }
    }

    /** What was meant for the call is not to reach what the thread does next. */
    private synchronized void end() {
        if (phase == Phase.INTERRUPTED) {
            var unused = Thread.interrupted();
        }
        phase = Phase.OVER;
    }
}

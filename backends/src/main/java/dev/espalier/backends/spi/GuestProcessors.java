package dev.espalier.backends.spi;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import dev.espalier.runtime.concurrent.Turns;

/** Whether a guest's processors run. Its monitor is told one thing after the other. */
public abstract class GuestProcessors implements Pause {
    private final Turns turns = new Turns();

    /** Tells the monitor to have them stand still; one that does so already has done it. */
    protected abstract CompletionStage<Void> stop();

    /** Tells the monitor to have them run; one that does so already has done it. */
    protected abstract CompletionStage<Void> goOn();

    /** Asks the monitor. */
    protected abstract CompletionStage<Boolean> areRunning();

    @Override
    public final CompletionStage<Void> pause() {
        return turns.next(this::stop);
    }

    @Override
    public final CompletionStage<Void> resume() {
        return turns.next(this::goOn);
    }

    /** Does {@code work} at a time when {@link #whileStill} does not have the guest stand still. */
    public final <T> CompletionStage<T> undisturbed(Supplier<CompletionStage<T>> work) {
        return turns.next(work);
    }

    /** Does {@code work} while the guest stands still; afterwards it runs if it ran before, whatever became of the work. */
    public final <T> CompletionStage<T> whileStill(Supplier<CompletionStage<T>> work) {
        return turns.next(() -> areRunning().thenCompose(running -> running ? stoppedFor(work) : work.get()));
    }

    private <T> CompletionStage<T> stoppedFor(Supplier<CompletionStage<T>> work) {
        return stop().thenCompose(stopped -> {
            var result = work.get();
            return result.handle((done, failure) -> goOn())
                    .thenCompose(continued -> continued)
                    .thenCompose(running -> result);
        });
    }
}

package dev.espalier.backends.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.backends.shell.GuestRecess;
import dev.espalier.runtime.concurrent.Turns;
import dev.espalier.runtime.network.Entrance;

/**
 * Snapshots of guests whose monitor keeps memory and devices while they stand still; the machine's own disk is copied meanwhile.
 *
 * @param <T> what is known of the guest's shell while it runs no command
 */
public abstract class GuestSnapshots<T> implements Snapshots {

    /**
     * What a snapshot is taken of, beside what the monitor holds.
     *
     * @param disk the machine's own
     */
    public record Subject<T>(GuestRecess<T> shell, Optional<Path> disk, ResetPolicy resets, Entrance entrance) {}

    private final GuestProcessors processors;
    private final Subject<T> subject;
    private final Turns turns = new Turns();

    protected GuestSnapshots(GuestProcessors processors, Subject<T> subject) {
        this.processors = processors;
        this.subject = subject;
    }

    /** Has memory and devices written, and all else that a life takes to begin with them but for the disk. */
    protected abstract CompletionStage<Void> keep(Path directory, T shell);

    /** Where the copy of the disk is to be. */
    protected abstract Path disk(Path directory);

    @Override
    public final ResetPolicy resets() {
        return subject.resets();
    }

    @Override
    public final CompletionStage<Void> take(Path directory, Duration patience) {
        return turns.next(() -> takeNow(directory, patience))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(SnapshotNotTaken.because(failure)));
    }

    private CompletionStage<Void> takeNow(Path directory, Duration patience) {
        return subject.shell()
                .begin(patience)
                .thenCompose(shell -> processors.whileStill(() -> keepAll(directory, shell)))
                .whenComplete((done, failure) -> subject.shell().end());
    }

    private CompletionStage<Void> keepAll(Path directory, T shell) {
        return keep(directory, shell).thenAcceptAsync(kept -> keepDisk(directory), Thread::startVirtualThread);
    }

    private void keepDisk(Path directory) {
        if (subject.disk().isEmpty()) {
            return;
        }
        try {
            DiskCopy.make(subject.disk().get(), disk(directory), subject.entrance());
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}

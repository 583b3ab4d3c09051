package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.SnapshotNotTaken;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.runtime.concurrent.Turns;
import dev.espalier.runtime.io.Closing;
import org.jspecify.annotations.Nullable;

/** Snapshots by QEMU's migration to somebody who only listens; the machine's own disk is copied meanwhile. */
final class QemuSnapshots implements Snapshots {
    private static final Executor WORKERS = Thread::startVirtualThread;

    private final Migration migration;
    private final QemuProcessors processors;
    private final SnapshotSubject subject;
    private final Turns turns = new Turns();

    QemuSnapshots(Qmp qmp, QemuProcessors processors, SnapshotSubject subject) {
        this.migration = new Migration(qmp);
        this.processors = processors;
        this.subject = subject;
    }

    @Override
    public ResetPolicy resets() {
        return subject.resets();
    }

    @Override
    public CompletionStage<Void> take(Path directory, Duration patience) {
        return turns.next(() -> takeNow(new SnapshotFiles(directory), patience))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(SnapshotNotTaken.because(failure)));
    }

    private CompletionStage<Void> takeNow(SnapshotFiles files, Duration patience) {
        return subject.shell()
                .begin(patience)
                .thenCompose(bashes -> processors.whileStill(() -> save(files, bashes)))
                .whenComplete((done, failure) -> subject.shell().end());
    }

    private CompletionStage<Void> save(SnapshotFiles files, ResidentBashes bashes) {
        return CompletableFuture.supplyAsync(() -> listening(files), WORKERS)
                .thenCompose(memory -> migration.sendTo("unix:" + subject.socket())
                        .whenComplete((end, failure) -> unlessSent(end, memory))
                        .thenCombine(settled(memory.whole()), QemuSnapshots::whole)
                        .whenComplete((done, failure) -> Closing.quietly(memory)))
                .thenAcceptAsync(done -> keepRest(files, bashes), WORKERS);
    }

    private SavedMemory listening(SnapshotFiles files) {
        try {
            return SavedMemory.receiving(subject.socket(), files.memory());
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Who has not connected by then never will. */
    private static void unlessSent(Migration.@Nullable End end, SavedMemory memory) {
        if (!(end instanceof Migration.End.Completed)) {
            Closing.quietly(memory);
        }
    }

    /** What has become of it, as a value: who does not take all is the reason why QEMU cannot send all. */
    private static CompletionStage<Migration.End> settled(CompletionStage<Void> received) {
        return received.<Migration.End>handle((done, failure) -> failure == null
                ? Migration.End.Completed.INSTANCE
                : new Migration.End.Failed("the memory cannot be written: " + cause(failure).getMessage()));
    }

    private static Migration.End whole(Migration.End sent, Migration.End received) {
        for (var end : new Migration.End[]{received, sent}) {
            if (end instanceof Migration.End.Failed(var why)) {
                throw new CompletionException(new SnapshotNotTaken(why));
            }
        }
        return sent;
    }

    private void keepRest(SnapshotFiles files, ResidentBashes bashes) {
        try {
            files.keep(bashes);
            if (subject.disk().isPresent()) {
                DiskCopy.make(subject.disk().get(), files.disk(), subject.entrance());
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? cause(wrapper.getCause())
                : failure;
    }
}

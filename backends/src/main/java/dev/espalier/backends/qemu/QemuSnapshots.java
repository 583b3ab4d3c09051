package dev.espalier.backends.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.espalier.backends.shell.ResidentBashes;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.SnapshotNotTaken;
import dev.espalier.runtime.io.Closing;
import org.jspecify.annotations.Nullable;

/** Snapshots by QEMU's migration to somebody who only listens. */
final class QemuSnapshots extends GuestSnapshots<ResidentBashes> {
    private static final Executor WORKERS = Thread::startVirtualThread;

    private final Migration migration;
    private final Path socket;

    /** @param socket where QEMU may find somebody listening who takes its memory */
    QemuSnapshots(Qmp qmp, QemuProcessors processors, Subject<ResidentBashes> subject, Path socket) {
        super(processors, subject);
        this.migration = new Migration(qmp);
        this.socket = socket;
    }

    @Override
    protected CompletionStage<Void> keep(Path directory, ResidentBashes bashes) {
        var files = new SnapshotFiles(directory);
        return CompletableFuture.supplyAsync(() -> listening(files), WORKERS)
                .thenCompose(memory -> migration.sendTo("unix:" + socket)
                        .whenComplete((end, failure) -> unlessSent(end, memory))
                        .thenCombine(settled(memory.whole()), QemuSnapshots::whole)
                        .whenComplete((done, failure) -> Closing.quietly(memory)))
                .thenAcceptAsync(done -> keepBashes(files, bashes), WORKERS);
    }

    private SavedMemory listening(SnapshotFiles files) {
        try {
            return SavedMemory.receiving(socket, files.memory());
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

    private static void keepBashes(SnapshotFiles files, ResidentBashes bashes) {
        try {
            files.keep(bashes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    protected Path disk(Path directory) {
        return new SnapshotFiles(directory).disk();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? cause(wrapper.getCause())
                : failure;
    }
}

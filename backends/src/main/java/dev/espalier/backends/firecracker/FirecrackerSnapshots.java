package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.image.DiskCopy;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.ResetPolicy;
import dev.espalier.backends.spi.SnapshotNotTaken;
import dev.espalier.backends.spi.Snapshots;
import dev.espalier.runtime.concurrent.Turns;

/**
 * Snapshots by Firecracker, which writes memory and devices; the machine's own disk is copied meanwhile. Firecracker ends all
 * vsock connections then, so there is none.
 */
final class FirecrackerSnapshots implements Snapshots {
    /** For gigabytes and a slow disk. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MonitorApi api;
    private final FirecrackerProcessors processors;
    private final SnapshotSubject subject;
    private final Turns turns = new Turns();

    FirecrackerSnapshots(MonitorApi api, FirecrackerProcessors processors, SnapshotSubject subject) {
        this.api = api;
        this.processors = processors;
        this.subject = subject;
    }

    @Override
    public ResetPolicy resets() {
        return subject.resets();
    }

    @Override
    public CompletionStage<Void> take(Path directory, Duration patience) {
        return turns.next(() -> takeNow(new KeptFiles(directory), patience))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(SnapshotNotTaken.because(failure)));
    }

    private CompletionStage<Void> takeNow(KeptFiles files, Duration patience) {
        return subject.shell()
                .begin(patience)
                .thenCompose(alone -> processors.whileStill(() -> keep(files)))
                .whenComplete((done, failure) -> subject.shell().end());
    }

    private CompletionStage<Void> keep(KeptFiles files) {
        return api.ask(creation(files).within(PATIENCE))
                .thenAcceptAsync(written -> keepDisk(files), Thread::startVirtualThread);
    }

    static ApiCall creation(KeptFiles files) {
        return ApiCall.put("/snapshot/create", FirecrackerPlan.object()
                .put("snapshot_type", "Full")
                .put("snapshot_path", files.state().toString())
                .put("mem_file_path", files.memory().toString()));
    }

    private void keepDisk(KeptFiles files) {
        if (subject.disk().isEmpty()) {
            return;
        }
        try {
            DiskCopy.make(subject.disk().get(), files.disk(), subject.entrance());
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}

package dev.espalier.backends.firecracker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.GuestSnapshots;
import dev.espalier.runtime.network.Entrance;

/** Snapshots by Firecracker, which ends all vsock connections then: so there is none. */
final class FirecrackerSnapshots extends GuestSnapshots<Void> {
    /** For gigabytes and a slow disk. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MonitorApi api;
    private final Quarters quarters;
    private final Entrance entrance;

    FirecrackerSnapshots(MonitorApi api, FirecrackerProcessors processors, Quarters quarters, Subject<Void> subject) {
        super(processors, subject);
        this.api = api;
        this.quarters = quarters;
        this.entrance = subject.entrance();
    }

    @Override
    protected CompletionStage<Void> keep(Path directory, Void alone) {
        var wanted = new KeptFiles(directory);
        return api.ask(creation(quarters.draft(wanted)).within(PATIENCE))
                .thenAcceptAsync(written -> deliver(wanted), Thread::startVirtualThread);
    }

    private void deliver(KeptFiles wanted) {
        try {
            quarters.deliver(wanted, entrance);
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    static ApiCall creation(KeptFiles files) {
        return ApiCall.put("/snapshot/create", FirecrackerPlan.object()
                .put("snapshot_type", "Full")
                .put("snapshot_path", files.state().toString())
                .put("mem_file_path", files.memory().toString()));
    }

    @Override
    protected Path disk(Path directory) {
        return new KeptFiles(directory).disk();
    }
}

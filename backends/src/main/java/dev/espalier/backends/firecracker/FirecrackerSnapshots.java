package dev.espalier.backends.firecracker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.GuestSnapshots;

/** Snapshots by Firecracker, which ends all vsock connections then: so there is none. */
final class FirecrackerSnapshots extends GuestSnapshots<Void> {
    /** For gigabytes and a slow disk. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MonitorApi api;

    FirecrackerSnapshots(MonitorApi api, FirecrackerProcessors processors, Subject<Void> subject) {
        super(processors, subject);
        this.api = api;
    }

    @Override
    protected CompletionStage<Void> keep(Path directory, Void alone) {
        return api.ask(creation(new KeptFiles(directory)).within(PATIENCE));
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

package dev.espalier.backends.cloudhypervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.GuestSnapshots;

/** Snapshots by Cloud Hypervisor. A guest that goes on from one has no vsock connection, so none is taken while there is one. */
final class CloudHypervisorSnapshots extends GuestSnapshots<Void> {
    /** For gigabytes and a slow disk. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MonitorApi api;

    CloudHypervisorSnapshots(MonitorApi api, CloudHypervisorProcessors processors, Subject<Void> subject) {
        super(processors, subject);
        this.api = api;
    }

    @Override
    protected CompletionStage<Void> keep(Path directory, Void alone) {
        return api.ask(creation(new KeptFiles(directory)).within(PATIENCE));
    }

    static ApiCall creation(KeptFiles files) {
        return ApiCall.put("/api/v1/vm.snapshot", CloudHypervisorPlan.object().put("destination_url", files.url()));
    }

    @Override
    protected Path disk(Path directory) {
        return new KeptFiles(directory).disk();
    }
}

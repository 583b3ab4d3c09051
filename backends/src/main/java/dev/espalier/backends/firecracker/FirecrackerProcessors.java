package dev.espalier.backends.firecracker;

import java.util.concurrent.CompletionStage;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.Pause;

/** Whether the guest's processors run. */
record FirecrackerProcessors(MonitorApi api) implements Pause {
    @Override
    public CompletionStage<Void> pause() {
        return become("Paused");
    }

    @Override
    public CompletionStage<Void> resume() {
        return become("Resumed");
    }

    private CompletionStage<Void> become(String state) {
        return api.ask(ApiCall.patch("/vm", FirecrackerPlan.object().put("state", state)));
    }
}

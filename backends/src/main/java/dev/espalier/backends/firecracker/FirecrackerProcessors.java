package dev.espalier.backends.firecracker;

import java.util.concurrent.CompletionStage;

import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.GuestProcessors;

/** Whether the guest's processors run. */
final class FirecrackerProcessors extends GuestProcessors {
    private final MonitorApi api;

    FirecrackerProcessors(MonitorApi api) {
        this.api = api;
    }

    @Override
    protected CompletionStage<Void> stop() {
        return become("Paused");
    }

    @Override
    protected CompletionStage<Void> goOn() {
        return become("Resumed");
    }

    @Override
    protected CompletionStage<Boolean> areRunning() {
        return api.read(ApiCall.get("/")).thenApply(instance -> instance.path("state").asText().equals("Running"));
    }

    private CompletionStage<Void> become(String state) {
        return api.ask(ApiCall.patch("/vm", FirecrackerPlan.object().put("state", state)));
    }
}

package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.GuestProcessors;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.Resize;

/** What can be done to a guest from outside while it runs. */
final class CloudHypervisorProcessors extends GuestProcessors implements Reset, PowerButton, Resize {
    static final ApiCall RESUME = ApiCall.put("/api/v1/vm.resume");

    private static final ApiCall INFO = ApiCall.get("/api/v1/vm.info");
    private static final ApiCall PAUSE = ApiCall.put("/api/v1/vm.pause");
    private static final ApiCall REBOOT = ApiCall.put("/api/v1/vm.reboot");
    private static final ApiCall POWER_BUTTON = ApiCall.put("/api/v1/vm.power-button");
    private static final long MIB = 1024 * 1024;

    private final MonitorApi api;
    private final HostResets resets;

    CloudHypervisorProcessors(MonitorApi api, HostResets resets) {
        this.api = api;
        this.resets = resets;
    }

    /** To pause what is paused is an error there. */
    @Override
    protected CompletionStage<Void> stop() {
        return api.inTurn(() -> {
            if (!isPaused(CloudHypervisorPlan.JSON.readTree(api.answer(INFO)))) {
                api.tell(PAUSE);
            }
        });
    }

    @Override
    protected CompletionStage<Void> goOn() {
        return api.inTurn(() -> {
            if (isPaused(CloudHypervisorPlan.JSON.readTree(api.answer(INFO)))) {
                api.tell(RESUME);
            }
        });
    }

    @Override
    protected CompletionStage<Boolean> areRunning() {
        return api.read(INFO).thenApply(info -> !isPaused(info));
    }

    private static boolean isPaused(JsonNode info) {
        return info.path("state").asText().equals("Paused");
    }

    @Override
    public CompletionStage<Void> reset() {
        return undisturbed(() -> api.inTurn(() -> {
            resets.expect();
            try {
                api.tell(REBOOT);
            } catch (IOException e) {
                var unused = resets.take();
                throw e;
            }
        }));
    }

    @Override
    public CompletionStage<Void> press() {
        return undisturbed(() -> api.ask(POWER_BUTTON));
    }

    @Override
    public CompletionStage<Void> cpus(int cpus) {
        return resize(CloudHypervisorPlan.object().put("desired_vcpus", cpus));
    }

    @Override
    public CompletionStage<Void> memoryMib(int memoryMib) {
        return resize(CloudHypervisorPlan.object().put("desired_ram", memoryMib * MIB));
    }

    private CompletionStage<Void> resize(ObjectNode desired) {
        return undisturbed(() -> api.ask(ApiCall.put("/api/v1/vm.resize", desired)));
    }
}

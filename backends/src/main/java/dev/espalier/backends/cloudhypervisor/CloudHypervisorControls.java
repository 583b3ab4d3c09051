package dev.espalier.backends.cloudhypervisor;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.microvm.ApiCall;
import dev.espalier.backends.microvm.MonitorApi;
import dev.espalier.backends.spi.Pause;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Reset;
import dev.espalier.backends.spi.Resize;

/** What can be done to a guest from outside while it runs. */
record CloudHypervisorControls(MonitorApi api, HostResets resets) implements Pause, Reset, PowerButton, Resize {
    private static final ApiCall INFO = ApiCall.get("/api/v1/vm.info");
    private static final ApiCall PAUSE = ApiCall.put("/api/v1/vm.pause");
    private static final ApiCall RESUME = ApiCall.put("/api/v1/vm.resume");
    private static final ApiCall REBOOT = ApiCall.put("/api/v1/vm.reboot");
    private static final ApiCall POWER_BUTTON = ApiCall.put("/api/v1/vm.power-button");
    private static final String PAUSED = "Paused";
    private static final long MIB = 1024 * 1024;

    /** To pause what is paused is an error there. */
    @Override
    public CompletionStage<Void> pause() {
        return api.inTurn(() -> {
            if (!state().equals(PAUSED)) {
                api.tell(PAUSE);
            }
        });
    }

    @Override
    public CompletionStage<Void> resume() {
        return api.inTurn(() -> {
            if (state().equals(PAUSED)) {
                api.tell(RESUME);
            }
        });
    }

    private String state() throws IOException {
        return CloudHypervisorPlan.JSON.readTree(api.answer(INFO)).path("state").asText();
    }

    @Override
    public CompletionStage<Void> reset() {
        return api.inTurn(() -> {
            resets.expect();
            try {
                api.tell(REBOOT);
            } catch (IOException e) {
                var unused = resets.take();
                throw e;
            }
        });
    }

    @Override
    public CompletionStage<Void> press() {
        return api.ask(POWER_BUTTON);
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
        return api.ask(ApiCall.put("/api/v1/vm.resize", desired));
    }
}

package dev.espalier.backends.qemu;

import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.backends.spi.GuestProcessors;
import dev.espalier.backends.spi.PowerButton;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.Reset;

/** Whether the guest's processors run, and from where on. */
final class QemuProcessors extends GuestProcessors implements PowerButton, Reset {
    private static final ObjectNode NO_ARGUMENTS = QmpMessage.JSON.createObjectNode();

    private final Qmp qmp;

    QemuProcessors(Qmp qmp) {
        this.qmp = qmp;
    }

    @Override
    protected CompletionStage<Void> stop() {
        return command("stop");
    }

    @Override
    protected CompletionStage<Void> goOn() {
        return command("cont");
    }

    @Override
    public CompletionStage<Void> reset() {
        return undisturbed(() -> command("system_reset"));
    }

    @Override
    public CompletionStage<Void> press() {
        return undisturbed(() -> command("system_powerdown"));
    }

    @Override
    protected CompletionStage<Boolean> areRunning() {
        return qmp.execute("query-status", NO_ARGUMENTS).thenApply(status -> status.path("running").asBoolean());
    }

    private CompletionStage<Void> command(String name) {
        return qmp.execute(name, NO_ARGUMENTS).thenAccept((JsonNode done) -> {});
    }
}

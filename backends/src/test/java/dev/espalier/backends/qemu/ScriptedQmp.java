package dev.espalier.backends.qemu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.spi.Qmp;
import dev.espalier.backends.spi.QmpEvent;

/** A QEMU that is running or not, and whose ports hold what was last written to them. */
final class ScriptedQmp implements Qmp {
    final List<String> commands = new ArrayList<>();
    private final boolean running;

    ScriptedQmp(boolean running) {
        this.running = running;
    }

    @Override
    public CompletionStage<JsonNode> execute(String command, JsonNode arguments) {
        commands.add(command + (arguments.isEmpty() ? "" : " " + arguments));
        return CompletableFuture.completedStage(switch (command) {
            case "query-status" -> QmpMessage.JSON.createObjectNode().put("running", running);
            case "human-monitor-command" -> QmpMessage.JSON.getNodeFactory().textNode("portb[0x03d5] = 0x0b\r\n");
            default -> QmpMessage.JSON.createObjectNode();
        });
    }

    @Override
    public CompletionStage<Optional<QmpEvent>> event(Predicate<QmpEvent> wanted, Duration patience) {
        return CompletableFuture.completedStage(Optional.empty());
    }
}

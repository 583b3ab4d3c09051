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
    /** How often it is still asked in vain whether the guest has taken the last key. */
    int untaken;

    ScriptedQmp(boolean running) {
        this.running = running;
    }

    @Override
    public CompletionStage<JsonNode> execute(String command, JsonNode arguments) {
        commands.add(command + (arguments.isEmpty() ? "" : " " + arguments));
        return CompletableFuture.completedStage(switch (command) {
            case "query-status" -> QmpMessage.JSON.createObjectNode().put("running", running);
            case "human-monitor-command" -> QmpMessage.JSON.getNodeFactory().textNode(portSays(arguments));
            default -> QmpMessage.JSON.createObjectNode();
        });
    }

    private String portSays(JsonNode arguments) {
        if (!arguments.path("command-line").asText().equals("i /xb 100")) {
            return "portb[0x03d5] = 0x0b\r\n";
        }
        untaken = Math.max(0, untaken - 1);
        return untaken > 0 ? "portb[0x0064] = 0x1d\r\n" : "portb[0x0064] = 0x1c\r\n";
    }

    @Override
    public CompletionStage<Optional<QmpEvent>> event(Predicate<QmpEvent> wanted, Duration patience) {
        return CompletableFuture.completedStage(Optional.empty());
    }
}

package dev.espalier.backends.qemu;

import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.backends.spi.Monitor;
import dev.espalier.backends.spi.Qmp;

/** The monitor for people, reached through the one for programs. */
record QemuMonitor(Qmp qmp) implements Monitor {

    @Override
    public CompletionStage<String> command(String line) {
        return qmp.execute("human-monitor-command", QmpMessage.JSON.createObjectNode().put("command-line", line))
                .thenApply(JsonNode::asText)
                .thenApply(said -> said.replace("\r\n", "\n"));
    }
}

package dev.espalier.backends.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.backends.spi.QmpEvent;

/** A line of the QEMU Machine Protocol, as QEMU sends it; see QEMU's qmp-spec. */
sealed interface QmpMessage {

    /** QEMU introduces itself; it takes commands only after {@code qmp_capabilities}. */
    record Greeting() implements QmpMessage {}

    record Return(long id, JsonNode value) implements QmpMessage {}

    record Failure(long id, String errorClass, String description) implements QmpMessage {}

    record Event(QmpEvent event) implements QmpMessage {}

    /** Nothing that QEMU says. */
    record Garbage(String line) implements QmpMessage {}

    /** The id of the request that begins a connection; all others have greater ones. */
    long NEGOTIATION = 0;

    ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static QmpMessage parse(String line) {
        try {
            return of(line, JSON.readTree(line));
        } catch (JsonProcessingException e) {
            return new Garbage(line);
        }
    }

    private static QmpMessage of(String line, JsonNode json) {
        if (json.has("QMP")) {
            return new Greeting();
        }
        if (json.path("event").isTextual()) {
            return new Event(new QmpEvent(json.get("event").asText(), json.path("data")));
        }
        if (json.has("return")) {
            return new Return(json.path("id").asLong(), json.get("return"));
        }
        if (json.path("error").isObject()) {
            var error = json.get("error");
            return new Failure(json.path("id").asLong(), error.path("class").asText(), error.path("desc").asText());
        }
        return new Garbage(line);
    }

    static String request(long id, String command, JsonNode arguments) {
        var request = JSON.createObjectNode().put("execute", command).put("id", id);
        request.set("arguments", arguments);
        return request + "\n";
    }
}

package dev.espalier.backends.cloudhypervisor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.espalier.runtime.console.LineSplitter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads events out of what the event monitor writes: JSON over many lines, with an empty line after each. */
final class EventText {
    private static final Logger LOG = LoggerFactory.getLogger(EventText.class);
    private static final int LONGEST_EVENT = 64 * 1024;

    private final LineSplitter lines = new LineSplitter();
    private final StringBuilder event = new StringBuilder();

    /** The events that {@code bytes} complete. What is none is left out. */
    List<MonitorEvent> accept(byte[] bytes) {
        var events = new ArrayList<MonitorEvent>();
        for (var line : lines.accept(bytes)) {
            if (!line.isBlank()) {
                append(line);
            } else if (!event.isEmpty()) {
                parse(event.toString()).ifPresent(events::add);
                event.setLength(0);
            }
        }
        return events;
    }

    private void append(String line) {
        if (event.length() + line.length() <= LONGEST_EVENT) {
            event.append(line).append('\n');
        }
    }

    private static Optional<MonitorEvent> parse(String text) {
        try {
            var json = CloudHypervisorPlan.JSON.readTree(text);
            if (json.path("source").isTextual() && json.path("event").isTextual()) {
                return Optional.of(new MonitorEvent(json.path("source").asText(), json.path("event").asText()));
            }
            LOG.debug("no event: {}", json);
            return Optional.empty();
        } catch (JsonProcessingException e) {
            LOG.debug("no event: {}", text, e);
            return Optional.empty();
        }
    }
}

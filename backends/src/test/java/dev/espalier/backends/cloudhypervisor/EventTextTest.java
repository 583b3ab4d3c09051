package dev.espalier.backends.cloudhypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventTextTest {
    private static final String BOOTED = """
            {
              "timestamp": {
                "secs": 0,
                "nanos": 1
              },
              "source": "vm",
              "event": "booted",
              "properties": null
            }

            """;

    private final EventText text = new EventText();

    private List<MonitorEvent> heard(String bytes) {
        return text.accept(bytes.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("events are read over many lines, several at once or in pieces, each when it is whole")
    void events() {
        var booted = new MonitorEvent("vm", "booted");
        assertThat(heard(BOOTED + BOOTED)).containsExactly(booted, booted);
        assertThat(heard(BOOTED.substring(0, 30))).isEmpty();
        assertThat(heard(BOOTED.substring(30, BOOTED.length() - 1))).isEmpty();
        assertThat(heard("\n")).containsExactly(booted);
    }

    @Test
    @DisplayName("what is no event is left out, however long it is, and the next is heard")
    void garbage() {
        assertThat(heard("{]\n\n[1, 2]\n\n{\"source\": 1}\n\n" + "x".repeat(200_000) + "\n\n")).isEmpty();
        assertThat(heard(BOOTED)).hasSize(1);
    }
}

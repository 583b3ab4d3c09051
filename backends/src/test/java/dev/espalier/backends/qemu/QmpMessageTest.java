package dev.espalier.backends.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import dev.espalier.backends.spi.QmpEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QmpMessageTest {

    @Test
    @DisplayName("QEMU's greeting, returns, errors and events are understood")
    void messages() {
        assertThat(QmpMessage.parse("""
                {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": ["oob"]}}"""))
                .isEqualTo(new QmpMessage.Greeting());
        assertThat(QmpMessage.parse("{\"return\": {}, \"id\": 7}"))
                .isEqualTo(new QmpMessage.Return(7, QmpMessage.JSON.createObjectNode()));
        assertThat(QmpMessage.parse("""
                {"id": 8, "error": {"class": "CommandNotFound", "desc": "The command no has not been found"}}"""))
                .isEqualTo(new QmpMessage.Failure(8, "CommandNotFound", "The command no has not been found"));
        assertThat(QmpMessage.parse("""
                {"timestamp": {"seconds": 1, "microseconds": 2}, "event": "SHUTDOWN", "data": {"guest": true}}"""))
                .isEqualTo(new QmpMessage.Event(
                        new QmpEvent("SHUTDOWN", QmpMessage.JSON.createObjectNode().put("guest", true))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "{}", "{", "\"QMP\"", "{\"event\": 1}", "{\"error\": \"x\"}", "QMP",
            "{\"event\": \"STOP\"} and more", "\u0000", "{\"a\":1e999999999}"})
    @DisplayName("anything else is garbage")
    void garbage(String line) {
        assertThat(QmpMessage.parse(line)).isEqualTo(new QmpMessage.Garbage(line));
    }

    @Test
    @DisplayName("what is nested without end is garbage")
    void nested() {
        var line = "[".repeat(100_000);
        assertThat(QmpMessage.parse(line)).isEqualTo(new QmpMessage.Garbage(line));
    }

    @Property
    @Label("no text makes it fail")
    void anyText(@ForAll String text) {
        assertThat(QmpMessage.parse(text)).isNotNull();
    }

    @Property
    @Label("nothing that looks like QMP makes it fail")
    void almostQmp(@ForAll("almostQmp") String text) {
        assertThat(QmpMessage.parse(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> almostQmp() {
        return Arbitraries.of("{", "}", "[", "]", ":", ",", "\"", "\"QMP\"", "\"event\"", "\"return\"", "\"error\"",
                "\"id\"", "\"class\"", "\"data\"", "1", "-", "1e9", "1e999", "null", "true", " ", "\\u00", "\\")
                .list()
                .ofMaxSize(30)
                .map(words -> String.join("", words));
    }

    @Test
    @DisplayName("a request is one line that QEMU takes")
    void request() {
        var request = QmpMessage.request(3, "human-monitor-command",
                QmpMessage.JSON.createObjectNode().put("command-line", "info\nblock"));
        assertThat(request).isEqualTo("{\"execute\":\"human-monitor-command\",\"id\":3,"
                + "\"arguments\":{\"command-line\":\"info\\nblock\"}}\n");
        assertThat(request.getBytes(StandardCharsets.UTF_8)).hasSize(request.length());
    }
}

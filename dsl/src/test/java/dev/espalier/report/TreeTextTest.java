package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TreeTextTest {
    private static final String TREE = """
            {"id": "cluster", "state": "running", "since": "2026-11-20T12:00:00Z", "restartsLeft": 0, "children": [
              {"id": "web", "state": "running", "since": "2026-11-20T12:00:10Z", "restartsLeft": 5, "children": [
                {"id": "console", "state": "running", "since": "2026-11-20T12:00:11Z", "lastReason": "was killed"}],
               "abandoned": [{"path": "cluster/web/console", "incarnation": 1}]},
              {"id": "busy", "state": "starting", "since": "2026-11-20T12:00:12.5Z", "answered": false}],
             "abandoned": []}""";

    private static String draw(String json, Charset charset) throws Exception {
        return TreeText.of(new ObjectMapper().readTree(json), TerminalStyle.of(Map.of(), "pipe:[1]", charset),
                Instant.parse("2026-11-20T12:00:12Z"));
    }

    @Test
    @DisplayName("every member has a line, below its supervisor, with what is known of it")
    void drawing() throws Exception {
        assertThat(draw(TREE, StandardCharsets.UTF_8)).isEqualTo("""
                cluster                    running for 12.0 s, 0 restarts left
                ├─ web                     running for 2.0 s, 5 restarts left
                │  ├─ console              running for 1.0 s, before: was killed
                │  └─ cluster/web/console  abandoned: it does not end
                └─ busy                    starting for 0.0 s, does not answer
                """);
    }

    @Test
    @DisplayName("a thread that outlives its owner is named")
    void thread() throws Exception {
        assertThat(draw("""
                {"id": "cluster", "state": "running", "since": "2026-11-20T12:00:00Z", "restartsLeft": 0, "children": [],
                 "abandoned": [{"path": "cluster/web/disk", "incarnation": 1, "thread": "preparation"}]}""",
                StandardCharsets.UTF_8)).contains("cluster/web/disk  abandoned: its thread 'preparation' does not end");
    }

    @Test
    @DisplayName("a terminal that has only ASCII gets ASCII")
    void ascii() throws Exception {
        assertThat(draw(TREE, StandardCharsets.US_ASCII)).contains("|- web ", "|  `- cluster/web/console")
                .matches("\\p{ASCII}*");
    }

    @Test
    @DisplayName("what a machine has made of a reason does not reach the terminal as control characters")
    void hostile() throws Exception {
        assertThat(draw("{\"id\": \"x\\u001b[2J\", \"state\": \"running\", \"since\": \"2026-11-20T12:00:00Z\","
                + " \"lastReason\": \"failed: \\u0007\\n\"}", StandardCharsets.UTF_8))
                .doesNotContain("\u001b", "\u0007");
    }
}

package dev.espalier.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HistoryTest {

    @TempDir
    private Path home;

    @Test
    @DisplayName("what was written is read again, whatever characters are in it")
    void again() {
        var lines = Map.of("HISTORY_LINE_0", "one.succeed(\"echo = # ü\");", "HISTORY_LINE_1", "a\\\nb");
        History.ofUser(Map.of(), home).write(lines);
        assertThat(History.ofUser(Map.of(), home).read()).isEqualTo(lines);
        assertThat(home.resolve(".local/state/espalier/history.properties")).exists();
        assertThat(History.ofUser(Map.of("XDG_STATE_HOME", home.resolve("other").toString()), home).read()).isEmpty();
    }

    @Test
    @DisplayName("one that is damaged is empty, and one that cannot be written is no loss")
    void damaged() throws Exception {
        var file = Files.writeString(home.resolve("history"), "a=\\uXYZ");
        assertThat(new History(file).read()).isEmpty();
        new History(file.resolve("below")).write(Map.of("a", "b"));
        assertThat(file).exists();
    }
}

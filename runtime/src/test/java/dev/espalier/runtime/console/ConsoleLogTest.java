package dev.espalier.runtime.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleLogTest {

    @TempDir
    private Path directory;

    private static ConsoleLine line(String text) {
        return new ConsoleLine(Instant.EPOCH, text);
    }

    @Test
    @DisplayName("all lines are in the file at once, the last ones in memory")
    void lines() throws Exception {
        try (var log = ConsoleLog.in(directory.resolve("log"))) {
            for (int number = 1; number <= 1500; number++) {
                log.add(line("line " + number));
            }
            assertThat(Files.readAllLines(log.file())).hasSize(1500).startsWith("line 1").endsWith("line 1500");
            assertThat(log.text()).startsWith("line 1\n").endsWith("line 1500\n");
            assertThat(log.tail(2)).containsExactly(line("line 1499"), line("line 1500"));
            assertThat(log.tail(5000)).hasSize(1000).startsWith(line("line 501"));
        }
    }

    @Test
    @DisplayName("a new log begins empty")
    void replacing() throws Exception {
        var file = Files.writeString(directory.resolve("log"), "of yesterday\n");
        try (var log = ConsoleLog.in(file)) {
            assertThat(log.text()).isEmpty();
            assertThat(log.tail(10)).isEmpty();
        }
    }

    @Test
    @DisplayName("a closed log refuses lines and can still be read")
    void closed() throws Exception {
        var log = ConsoleLog.in(directory.resolve("log"));
        log.add(line("said in time"));
        log.close();
        assertThatThrownBy(() -> log.add(line("too late"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(log.file().toString());
        assertThat(log.text()).isEqualTo("said in time\n");
        assertThat(log.tail(10)).containsExactly(line("said in time"));
    }
}
